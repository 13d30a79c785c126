using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>Fetches the sessions of a symbol, page by page.</summary>
internal sealed class DailyHistory(HantooClient client)
{
    /// <summary>Fetches all sessions of a range.</summary>
    /// <exception cref="HantooException">KIS did not give a usable answer, or the token cache is unsafe.</exception>
    public async Task<DailyFetch> FetchAsync(DailyQuestion question, CancellationToken cancellationToken)
    {
        var walk = new DailyWalk(question);
        try
        {
            while (walk.Next is var (from, to))
            {
                await Pause.ForAsync(walk.Wait, client.TimeProvider, cancellationToken).ConfigureAwait(false);
                try
                {
                    walk.Add(await client.GetDailyBarsAsync(question.Venue, question.Symbol, from, to, cancellationToken).ConfigureAwait(false));
                }
                catch (HantooException exception) when (exception is { Error: HantooError.UnexpectedReply, TrId: not null } && (walk.TryAgain() || walk.TryKeep(exception.Message)))
                {
                    // The next reply may be readable. If none is, the sessions of earlier replies are kept; without any, the symbol fails.
                }
            }
        }
        catch (HantooException exception)
        {
            exception.Calls = walk.Calls;
            throw;
        }

        return walk.Failure is null
            ? walk.Result()
            : throw new HantooException(HantooError.UnexpectedReply, $"KIS gave no usable daily bars of {question.Symbol}: {walk.Failure}") { TrId = HantooClient.DailyTrId, Calls = walk.Calls };
    }
}
