using System.Collections.Concurrent;

namespace Rhetenor.Data.Hantoo;

/// <summary>Gets the totals of sessions, and keeps those of past sessions: one call answers for a hundred.</summary>
internal sealed class DailyTotals(HantooClient client)
{
    // A hundred sessions are at least this many days.
    private const int DaysPerCall = 138;
    private const int DaysBefore = 30;

    /// <summary>The least number of sessions, from the requested one on, that one call answers for.</summary>
    public const int SessionsPerCall = 70;

    private readonly ConcurrentDictionary<(Venue, string), Kept> _kept = new();

    /// <summary>Gets the totals of the sessions around one, and the number of calls made: 0 to 2.</summary>
    /// <inheritdoc cref="HantooClient.GetDailyBarsAsync" path="/exception"/>
    public async Task<(IReadOnlyList<HantooDailyBar> Bars, int Calls)> GetAsync(TradingSession session, string symbol, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue((session.Venue, symbol), out var kept) && session.Date >= kept.From && session.Date <= kept.To)
            return (kept.Bars, 0);
        var today = KoreaTime.DateOf(client.ServerNow);
        var last = session.Date.AddDays(DaysPerCall - DaysBefore);
        var to = last < today ? last : today;
        var bars = await client.GetDailyBarsAsync(session.Venue, symbol, to.AddDays(-DaysPerCall), to, cancellationToken).ConfigureAwait(false);
        var (calls, until) = (1, to < today ? to : today.AddDays(-1));
        if (bars.Count > 0 && !bars.Any(bar => bar.Date <= session.Date))
        {
            // The answer was cut, or the symbol was not listed yet. A range that ends with the session tells.
            var earlier = await client.GetDailyBarsAsync(session.Venue, symbol, session.Date.AddDays(-DaysPerCall), session.Date, cancellationToken).ConfigureAwait(false);
            var isCut = earlier.Any(bar => bar.Date <= session.Date);
            (bars, calls, until) = ([.. earlier.Where(bar => bar.Date <= session.Date), .. bars], 2, isCut && session.Date < until ? session.Date : until);
        }

        // Today's totals still change. Without any session, or with none from the requested one on, the answer says nothing that lasts.
        if (bars.Any(bar => bar.Date >= session.Date))
            _kept[(session.Venue, symbol)] = new(to.AddDays(DaysBefore - DaysPerCall), until, bars);
        return (bars, calls);
    }

    private sealed record Kept(DateOnly From, DateOnly To, IReadOnlyList<HantooDailyBar> Bars);
}
