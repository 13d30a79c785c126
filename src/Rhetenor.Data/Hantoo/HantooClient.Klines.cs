using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <content>The bars of a symbol's session, gathered from pages of 120 rows by date in production, or of 30 rows of today in paper
/// trading.</content>
public sealed partial class HantooClient : IKlineSource
{
    private const int RowsByDate = 120, RowsOfToday = 30;
    private readonly DailyTotals _totals;

    /// <inheritdoc/>
    DateTimeOffset? IKlineSource.ServerNow => ServerNow;

    /// <inheritdoc/>
    /// <remarks>The first call to KIS shows it, mostly that for a token. If the token is known already, one small page is requested.</remarks>
    /// <exception cref="HantooException">KIS did not give a usable answer, or the token cache is unsafe.</exception>
    async ValueTask<DateTimeOffset?> IKlineSource.GetServerNowAsync(CancellationToken cancellationToken) =>
        await GetServerNowAsync(cancellationToken).ConfigureAwait(false);

    private bool HasPagesByDate => Environment == HantooEnvironment.Production;

    /// <inheritdoc/>
    public int RowsPerCall(DateOnly date) => HasPagesByDate ? RowsByDate : RowsOfToday;

    /// <inheritdoc/>
    /// <remarks>
    /// Pages are requested backwards from a time. Each row is used by its own date and time, not by the requested ones: for a closed
    /// day KIS returns an earlier day, and it makes up rows for future minutes. A minute counts if it was over, by the server's clock,
    /// when the answer was sent. The row of the current minute shows the volume of the minute before.
    /// An answer that proves nothing, such as one without rows, is requested again after 1, 4 and 16 seconds. For a past day the daily bar decides
    /// what an answer without rows means and whether the last rows are missing; for today the quote in the same answer does. Then the request
    /// fails with a <see cref="HantooException"/>, or <see cref="KlineFetch.Doubt"/> names the place.
    /// </remarks>
    public async Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var date = request.Session.Date;
        if (!HasPagesByDate && date != KoreaTime.DateOf(ServerNow))
            throw new HantooException(HantooError.HorizonExceeded, $"KIS has no minutes of {date.ToText()}: paper trading has those of today only.");

        // The last minute of a settled day, also if the calendar does not know it. Pages of today are filled with rows that nobody traded.
        var start = HasPagesByDate ? request.OverAt(ServerNow)?.AddMinutes(-1) : null;
        var isPast = start is not null && date < KoreaTime.DateOf(ServerNow);
        var walk = new MinuteWalk(isPast ? request : request with { Stored = [] }, _options.TrustValueEverywhere, start);
        try
        {
            await WalkAsync(request, walk, cancellationToken).ConfigureAwait(false);
        }
        catch (HantooException exception)
        {
            exception.Calls = walk.Calls;
            throw;
        }

        return walk.Result();
    }

    /// <inheritdoc/>
    /// <value>70 of KRX in production: of the 100 sessions in an answer, those of thirty days are before the session. Paper trading has no minutes of past days, and other venues have not been
    /// compared with real rows.</value>
    public int SessionsPerDailyCall(Venue venue) => HasPagesByDate && venue == Venue.Krx ? DailyTotals.SessionsPerCall : 0;

    private async Task WalkAsync(KlineRequest request, MinuteWalk walk, CancellationToken cancellationToken)
    {
        var date = request.Session.Date;
        string? name = null;
        while (walk.IsOpen)
        {
            try
            {
                await Pause.ForAsync(walk.Wait, TimeProvider, cancellationToken).ConfigureAwait(false);
                if (walk.AsksTotals)
                {
                    var (bars, calls) = await _totals.GetAsync(request.Session, request.Symbol, cancellationToken).ConfigureAwait(false);
                    walk.AddTotals(bars, calls);
                    continue;
                }

                var page = await GetPageAsync(request, walk.Next!.Value, cancellationToken).ConfigureAwait(false);
                if (page.Quote.Name is { Length: > 0 } named && named != (name ??= named))
                    throw new HantooException(HantooError.UnexpectedReply, $"KIS answered for {request.Symbol} with pages of '{name}' and of '{named}'.") { TrId = HasPagesByDate ? DayMinutesTrId : TodayMinutesTrId };
                if (walk.IsAtStart && !page.Rows.Any(row => DateOnly.FromDateTime(row.Minute) == date) && IsBeyondHorizon(date))
                    throw new HantooException(HantooError.HorizonExceeded, $"KIS answered without minutes of {date.ToText()}: it keeps them for about {_options.SessionsKept} sessions.");
                walk.Add(page.Rows, AnsweredAt(page.ServerTime), page.Quote);
            }
            catch (HantooException exception) when (walk.AsksTotalsOfStored && !exception.IsFatal)
            {
                // The day can be fetched without them.
                walk.TryAgain();
            }
            catch (HantooException exception) when (exception is { Error: HantooError.UnexpectedReply, TrId: not null } && walk.TryAgain())
            {
                // The next reply may be readable. If none is, the symbol fails with the last reason.
            }
        }
    }

    // One answer with a clock ahead of the others must not make minutes end before they do.
    private DateTimeOffset AnsweredAt(DateTimeOffset? told) => told < ServerNow ? told.Value : ServerNow;

    private Task<HantooMinutePage> GetPageAsync(KlineRequest request, TimeOnly cursor, CancellationToken cancellationToken) => HasPagesByDate
        ? GetMinutesAsync(request.Session.Venue, request.Symbol, request.Session.Date, cursor, cancellationToken)
        : GetTodayMinutesAsync(request.Session.Venue, request.Symbol, cursor, cancellationToken);

    private bool IsBeyondHorizon(DateOnly date)
    {
        var sessions = 0;
        for (var day = KoreaTime.DateOf(ServerNow); day > date && sessions <= _options.SessionsKept; day = day.AddDays(-1))
            sessions += Sessions.Contains(day) ? 1 : 0;
        return sessions > _options.SessionsKept;
    }
}
