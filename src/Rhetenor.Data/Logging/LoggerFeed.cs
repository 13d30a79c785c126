using System.Runtime.CompilerServices;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Feeds;

namespace Rhetenor.Data.Logging;

/// <summary>The stored bars, then those that a logger fetches while it logs live.</summary>
/// <remarks>The feed follows before it reads the store. A bar that was fetched by then is in the store or among those that are not written yet, and a later
/// one comes as a round. Bars that come on two of these ways are equal, or the later one revises the earlier one.</remarks>
internal sealed class LoggerFeed(
    KlineLoggerParts parts, IMarketCalendar calendar, Func<TradingSession, CancellationToken, ValueTask<IReadOnlyList<string>>> symbolsOf, DateOnly? from,
    IReadOnlyList<KlineResampling> frames, int capacity, Action<StoreProblem>? onProblem)
{
    private readonly Dictionary<DateOnly, HashSet<string>> _symbols = [];

    public async IAsyncEnumerable<KlineFeedSlice> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var follower = parts.Followers.Add(capacity);
        try
        {
            var book = new FeedBook(frames, parts.Options.UnfinishedSessions + 1);
            var first = from ?? (await calendar.LatestSessionAsync(parts.Options.Venue, parts.Now, cancellationToken).ConfigureAwait(false)).Date;
            await foreach (var stored in StoredAsync(first, cancellationToken).ConfigureAwait(false))
            {
                foreach (var slice in book.Take(stored))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (from is not null)
                        yield return slice;
                }
            }

            // Without stored bars, only what comes from now on is given.
            if (from is null)
            {
                foreach (var update in follower.Unwritten)
                    book.Take(await WantedAsync(update, cancellationToken).ConfigureAwait(false));
            }

            // What came meanwhile may be older than what was read: only the last version of each bar counts.
            var together = new FeedFold();
            foreach (var update in from is null ? [] : follower.Unwritten)
                together.Add(update);
            while (follower.TryTake(out var round, out var dropped))
            {
                together.Add(round);
                together.Add(dropped);
            }

            if (together.Dropped(first) is { } lost)
                yield return book.Drop(lost);
            foreach (var update in together.Updates(first))
            {
                foreach (var slice in book.Take(await WantedAsync(update, cancellationToken).ConfigureAwait(false)))
                    yield return slice;
            }

            while (await follower.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                follower.TryTake(out var round, out var dropped);
                if (dropped?.Since(first) is { } missed)
                    yield return book.Drop(missed);
                if (round is null || round.Session.Date < first)
                    continue;
                foreach (var slice in book.Take(await WantedAsync(round, cancellationToken).ConfigureAwait(false)))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return slice;
                }
            }
        }
        finally
        {
            parts.Followers.Remove(follower);
        }
    }

    private async IAsyncEnumerable<FeedUpdate> StoredAsync(DateOnly first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var problems = new List<StoreProblem>();
        await foreach (var listing in parts.Store.ListAsync(first, KoreaTime.DateOf(parts.Now).AddDays(1), cancellationToken).ConfigureAwait(false))
        {
            if (await FeedHours.OfAsync(calendar, parts.Options.Venue, listing.Date, cancellationToken).ConfigureAwait(false) is not { } session)
                continue;
            var symbols = await SymbolsAsync(session, cancellationToken).ConfigureAwait(false);
            var contents = await parts.Store.ReadAsync(listing, [.. symbols], cancellationToken).ConfigureAwait(false);
            foreach (var problem in contents.Problems)
                (onProblem ?? problems.Add)(problem);
            yield return Stored(session, contents);
        }

        if (problems.Count > 0)
            throw new UnreadableObjectsException(problems);
    }

    private FeedUpdate Stored(TradingSession session, SessionContents contents)
    {
        var now = parts.Now;
        var bars = new Dictionary<string, List<Kline>>(StringComparer.Ordinal);
        foreach (var (symbol, kline) in contents.Bars.Slices.SelectMany(slice => slice))
        {
            if (!bars.TryGetValue(symbol, out var klines))
                bars.Add(symbol, klines = []);
            klines.Add(kline);
        }

        // Bars that nothing proves are what there is of a session that is over.
        var otherwise = session.IsSettled(now, parts.Options.SettleMargin) ? session.Date.ToDateTime(new TimeOnly(23, 59)) : (DateTime?)null;
        var symbols = bars.Select(symbol => new FeedSymbol(
            symbol.Key, Followers.Through(session, contents.Coverage.GetValueOrDefault(symbol.Key)) ?? otherwise, symbol.Value));
        return new(session, now, [.. symbols]) { IsHistory = true };
    }

    private async ValueTask<FeedUpdate> WantedAsync(FeedUpdate update, CancellationToken cancellationToken)
    {
        var symbols = await SymbolsAsync(update.Session, cancellationToken).ConfigureAwait(false);
        return update with { Symbols = [.. update.Symbols.Where(symbol => symbols.Contains(symbol.Symbol))] };
    }

    private async ValueTask<HashSet<string>> SymbolsAsync(TradingSession session, CancellationToken cancellationToken)
    {
        if (!_symbols.TryGetValue(session.Date, out var symbols))
            _symbols.Add(session.Date, symbols = (await symbolsOf(session, cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal));
        return symbols;
    }
}
