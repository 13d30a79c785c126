using Rhetenor.Data.Archive;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>The bars of a day for the quality checks.</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="History">The bars that count, by symbol.</param>
/// <param name="Rivals">The superseded bars: kind, symbol, minute, and both versions.</param>
/// <param name="Problems">The objects that could not be read.</param>
internal sealed record SessionBars(
    DateOnly Date, KlineHistory History, IReadOnlyDictionary<string, List<RivalBar>> Rivals, IReadOnlyList<StoreProblem> Problems);

/// <summary>A bar that was superseded by another one.</summary>
internal readonly record struct RivalBar(KlineFindingKind Kind, DateTime Minute, Kline Earlier, Kline Later);

/// <summary>Reads days object by object, to find the bars in which objects differ.</summary>
/// <param name="asOf">Leaves out objects retrieved later, Korean time; null for no limit.</param>
internal sealed class SessionRivals(DateTime? asOf) : ISessionVisitor
{
    private readonly Dictionary<string, List<RivalBar>> _rivals = new(StringComparer.Ordinal);

    public static async Task<SessionBars> ReadAsync(
        SessionReader reader, SessionListing listing, IReadOnlyList<string>? symbols, CancellationToken cancellationToken)
    {
        var rivals = new SessionRivals(listing.Scope.AsOf);
        var contents = await reader.ReadAsync(listing, new SessionBuffers(symbols), rivals, cancellationToken).ConfigureAwait(false);
        return new(listing.Date, KlineHistory.Of(contents.Bars.Slices, listing.Venue), rivals._rivals, contents.Problems);
    }

    public void Begin() => _rivals.Clear();

    public void Visit(KlineKey key, KlineTable table, MergedBars earlier)
    {
        IReadOnlyList<KlineSlice> slices = asOf is null ? table : [.. table.Where(slice => new KlineOrigin(key, slice.Retrieval).Retrieval <= asOf)];
        Repeated(slices);
        if (earlier.Keys.Count > 0)
            Revised(earlier.Day, table.SymbolTable, slices);
    }

    private void Repeated(IReadOnlyList<KlineSlice> slices)
    {
        var seen = new Dictionary<DateTime, List<KlineSlice>>(slices.Count);
        foreach (var slice in slices)
        {
            if (!seen.TryGetValue(slice.Minute, out var earlier))
                seen.Add(slice.Minute, earlier = []);
            foreach (var (symbol, kline) in earlier.Count == 0 ? [] : slice.AsEnumerable())
            {
                if (earlier.FindLast(line => line.TryGetValue(symbol, out _)) is { } line)
                    Add(symbol, new(KlineFindingKind.Repeated, slice.Minute, line[symbol], kline));
            }

            earlier.Add(slice);
        }
    }

    // Objects are read oldest retrieval first, so the day contains the earlier version.
    private void Revised(MergedSession day, KlineSymbols symbols, IReadOnlyList<KlineSlice> slices)
    {
        var numbers = new int[symbols.Count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = day.Find(symbols[i]);
        foreach (var slice in slices)
        {
            if (DateOnly.FromDateTime(slice.Minute) != day.Date)
                continue;
            var place = KlineGrid.Place(slice.Minute);
            for (var i = 0; i < slice.Count; i++)
            {
                ref readonly var held = ref day.Find(place, numbers[slice.Numbers[i]]);
                if (held.Source != 0 && !held.Bar.Agrees(slice.Bars[i]))
                {
                    Add(symbols[slice.Numbers[i]],
                        new(KlineFindingKind.Revised, slice.Minute, new(slice.Minute, held.Bar), new(slice.Minute, slice.Bars[i])));
                }
            }
        }
    }

    private void Add(string symbol, RivalBar rival)
    {
        if (!_rivals.TryGetValue(symbol, out var all))
            _rivals.Add(symbol, all = []);
        all.Add(rival);
    }
}
