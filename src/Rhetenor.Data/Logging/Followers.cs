using Rhetenor.Data.Archive;
using Rhetenor.Data.Feeds;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Logging;

/// <summary>The feeds that follow a logger. What is fetched and believed is handed to them at the end of each round, and to feeds that begin
/// before it is written.</summary>
internal sealed class Followers(TimeProvider timeProvider)
{
    private readonly Lock _gate = new();
    private readonly List<Follower> _all = [];
    private readonly Dictionary<DateOnly, FeedUpdate> _unwritten = [];

    /// <summary>Adds a follower. It must read the store afterwards: what was written before is there.</summary>
    public Follower Add(int capacity)
    {
        lock (_gate)
        {
            var follower = new Follower(capacity, [.. _unwritten.Values], timeProvider);
            _all.Add(follower);
            return follower;
        }
    }

    public void Remove(Follower follower)
    {
        lock (_gate)
            _all.Remove(follower);
    }

    /// <summary>Publishes what a round has fetched. Answers in doubt are left out: they are requested again.</summary>
    public void Fetched(TradingSession session, DateTimeOffset now, IEnumerable<FetchedSymbol> fetched)
    {
        List<FeedSymbol> symbols = [.. fetched.Where(symbol => Through(session, symbol.Coverage) is not null)
            .Select(symbol => new FeedSymbol(symbol.Symbol, Through(session, symbol.Coverage), symbol.Klines))];
        if (symbols.Count == 0)
            return;
        lock (_gate)
        {
            var earlier = _unwritten.GetValueOrDefault(session.Date)?.Symbols.ToDictionary(symbol => symbol.Symbol, StringComparer.Ordinal) ?? [];
            Publish(new(session, now, [.. symbols.Select(symbol => Without(symbol, earlier.GetValueOrDefault(symbol.Symbol)))]));
            foreach (var symbol in symbols)
                earlier[symbol.Symbol] = symbol;
            _unwritten[session.Date] = new(session, now, [.. earlier.Values]);
        }
    }

    /// <summary>Publishes bars that the store has and that were not fetched here, such as those of another writer.</summary>
    /// <param name="session">The session.</param>
    /// <param name="now">The instant.</param>
    /// <param name="before">The content as it was known before; null when it was not.</param>
    /// <param name="held">The content.</param>
    /// <param name="pending">The bars that are fetched and will be written, and count.</param>
    public void Stored(TradingSession session, DateTimeOffset now, MergedSession? before, HeldDay held, IEnumerable<FetchedSymbol> pending)
    {
        lock (_gate)
        {
            if (_all.Count == 0)
                return;
        }

        var own = pending.SelectMany(symbol => symbol.Klines.Select(kline => (symbol.Symbol, kline.Minute))).ToHashSet();
        var bars = new Dictionary<string, List<Kline>>(StringComparer.Ordinal);
        foreach (var (symbol, kline) in held.Bars.Slices().SelectMany(slice => slice))
        {
            if (own.Contains((symbol, kline.Minute)) || (before?.TryGetKline(symbol, kline.Minute, out var known) == true && known.Bar.Agrees(kline.Bar)))
                continue;
            if (!bars.TryGetValue(symbol, out var klines))
                bars.Add(symbol, klines = []);
            klines.Add(kline);
        }

        List<FeedSymbol> symbols = [.. bars.Keys.Union(held.Coverage.Keys)
            .Select(symbol => new FeedSymbol(symbol, Through(session, held.Coverage.GetValueOrDefault(symbol)), bars.GetValueOrDefault(symbol) ?? []))];
        lock (_gate)
            Publish(new(session, now, symbols));
    }

    /// <summary>Records that everything that was fetched of a session is written.</summary>
    public void Written(DateOnly date)
    {
        lock (_gate)
            _unwritten.Remove(date);
    }

    /// <summary>Ends all feeds after what they have, with an exception if there was one.</summary>
    public void End(Exception? failure)
    {
        lock (_gate)
        {
            foreach (var follower in _all)
                follower.End(failure);
            _all.Clear();
        }
    }

    /// <summary>Returns the last minute up to which all bars are known, Korean time; null when an answer is not believed. After a day that is
    /// final, nothing follows.</summary>
    public static DateTime? Through(TradingSession session, KlineSymbolCoverage? coverage) => coverage switch
    {
        { IsFinal: true } => session.Date.ToDateTime(new TimeOnly(23, 59)),
        { State: not (SymbolDayState.Doubtful or SymbolDayState.Failed), Through: { } through } => session.Date.ToDateTime(through),
        _ => null,
    };

    private void Publish(FeedUpdate update)
    {
        foreach (var follower in _all)
            follower.Add(update);
    }

    // Until it is written, each round fetches the same minutes again.
    private static FeedSymbol Without(FeedSymbol symbol, FeedSymbol? earlier)
    {
        if (earlier is null)
            return symbol;
        var known = earlier.Klines.ToDictionary(kline => kline.Minute);
        return symbol with { Klines = [.. symbol.Klines.Where(kline => !(known.TryGetValue(kline.Minute, out var other) && other.Bar.Agrees(kline.Bar)))] };
    }
}
