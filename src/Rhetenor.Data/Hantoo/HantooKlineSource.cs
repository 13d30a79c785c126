using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;

namespace Rhetenor.Data;

/// <summary>Gets 1-minute bars from KIS, in pages of 120 rows by date in production, or of 30 rows of today in paper
/// trading.</summary>
/// <remarks>
/// Pages are requested backwards from a time. Each row is used by its own date and time, not by the requested ones: for a closed
/// day KIS returns an earlier day, and it makes up rows for future minutes. A minute counts if it was over, by the server's clock,
/// when the answer was sent. The row of the current minute shows the volume of the minute before.
/// An answer that proves nothing, such as one without rows, is requested again after 1, 4 and 16 seconds. For a past day without rows the
/// daily bar decides. Then the request fails with a <see cref="HantooException"/>, or <see cref="KlineFetch.Doubt"/> names the place.
/// </remarks>
public sealed class HantooKlineSource : IKlineSource
{
    private const int RowsByDate = 120, RowsOfToday = 30, DaysOfTotals = 30;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(366);

    private readonly HantooClient _client;

    /// <summary>Creates the source. Performs no I/O.</summary>
    /// <param name="client">The client.</param>
    public HantooKlineSource(HantooClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
    }

    /// <inheritdoc/>
    public DateTimeOffset? ServerNow => _client.ServerNow;

    /// <inheritdoc/>
    /// <remarks>The first call to KIS shows it, mostly that for a token. If the token is known already, one small page is requested.</remarks>
    /// <exception cref="HantooException">KIS did not give a usable answer, or the token cache is unsafe.</exception>
    public async ValueTask<DateTimeOffset?> GetServerNowAsync(CancellationToken cancellationToken = default) =>
        await _client.GetServerNowAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public double CallsPerSecond => _client.CallsPerSecond;

    private bool HasPagesByDate => _client.Environment == HantooEnvironment.Production;

    /// <inheritdoc/>
    public int RowsPerCall(DateOnly date) => HasPagesByDate ? RowsByDate : RowsOfToday;

    /// <inheritdoc/>
    public async Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckKept(request.Session.Date);
        var walk = new MinuteWalk(request);
        while (walk.Next is { } cursor)
        {
            try
            {
                await Pause.ForAsync(walk.Wait, _client.TimeProvider, cancellationToken).ConfigureAwait(false);
                var page = await GetPageAsync(request, cursor, cancellationToken).ConfigureAwait(false);
                walk.Add(page.Rows, page.ServerTime ?? page.ReceivedAt, page.LastPrice > 0, page.DayVolume);
                if (walk.AsksTotals)
                    walk.AddTotals(await GetTotalsAsync(request, cancellationToken).ConfigureAwait(false));
            }
            catch (HantooException exception) when (exception is { Error: HantooError.UnexpectedReply, TrId: not null } && walk.TryAgain())
            {
                // The next reply may be readable. If none is, the symbol fails with the last reason.
            }
        }

        return walk.Result();
    }

    private Task<IReadOnlyList<HantooDailyBar>> GetTotalsAsync(KlineRequest request, CancellationToken cancellationToken) => _client.GetDailyBarsAsync(
        request.Session.Venue, request.Symbol, request.Session.Date.AddDays(-DaysOfTotals), request.Session.Date, cancellationToken);

    private Task<HantooMinutePage> GetPageAsync(KlineRequest request, TimeOnly cursor, CancellationToken cancellationToken) => HasPagesByDate
        ? _client.GetMinutesAsync(request.Session.Venue, request.Symbol, request.Session.Date, cursor, cancellationToken)
        : _client.GetTodayMinutesAsync(request.Session.Venue, request.Symbol, cursor, cancellationToken);

    private void CheckKept(DateOnly date)
    {
        var today = KoreaTime.DateOf(_client.ServerNow);
        if (!HasPagesByDate && date != today)
            throw new HantooException(HantooError.HorizonExceeded, $"KIS has no minutes of {date.ToText()}: paper trading has those of today only, {today.ToText()}.");
        if (today.DayNumber - date.DayNumber > Kept.Days)
            throw new HantooException(HantooError.HorizonExceeded, $"KIS has no minutes of {date.ToText()}: it keeps them for about a year.");
    }
}
