using Rhetenor.Data.Archive;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>The bars of a day for a closer look.</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="History">The bars that count, by symbol.</param>
/// <param name="Rivals">Bars that others took the place of: kind, symbol, minute, and both as text.</param>
/// <param name="Problems">Objects that could not be read.</param>
internal sealed record SessionBars(
    DateOnly Date, KlineHistory History, IReadOnlyDictionary<string, List<RivalBar>> Rivals, IReadOnlyList<StoreProblem> Problems);

/// <summary>A bar that another one took the place of.</summary>
internal readonly record struct RivalBar(KlineFindingKind Kind, DateTime Minute, Kline Earlier, Kline Later);

/// <summary>Reads days object by object, so that what they disagree about is seen.</summary>
internal sealed class SessionBarsReader(ArchiveDayReader days)
{
    public async Task<SessionBars> ReadAsync(ArchivedSession session, IReadOnlyList<string>? symbols, CancellationToken cancellationToken)
    {
        var day = new KlineDay(session.Date, session.Venue);
        var problems = new ArchiveProblems();
        var rivals = new Dictionary<string, List<RivalBar>>(StringComparer.Ordinal);
        KlineHistory? history = null;
        await foreach (var (key, table) in days.ObjectsAsync(session, new KlineTable(symbols), problems, cancellationToken).ConfigureAwait(false))
        {
            if (session.Objects.Count == 1 && ArchiveDayReader.IsInOrder(table, session.Date))
            {
                history = KlineHistory.Of(table.Where(slice => slice.Count > 0), session.Venue);
                continue;
            }

            Repeated(table, rivals);
            if (day.Keys.Count > 0)
                Revised(day, table, rivals);
            day.Add(key, table);
        }

        return new(session.Date, history ?? KlineHistory.Of(day.Slices(), session.Venue), rivals, problems.All);
    }

    private static void Repeated(KlineTable table, Dictionary<string, List<RivalBar>> rivals)
    {
        var seen = new Dictionary<DateTime, List<KlineSlice>>(table.Count);
        foreach (var slice in table)
        {
            if (!seen.TryGetValue(slice.Minute, out var earlier))
                seen.Add(slice.Minute, earlier = []);
            foreach (var (symbol, kline) in earlier.Count == 0 ? [] : slice.AsEnumerable())
            {
                if (earlier.FindLast(line => line.TryGetValue(symbol, out _)) is { } line)
                    Add(rivals, symbol, new(KlineFindingKind.Repeated, slice.Minute, line[symbol], kline));
            }

            earlier.Add(slice);
        }
    }

    // Objects come oldest retrieval first, so what the day holds is the earlier version.
    private static void Revised(KlineDay day, KlineTable table, Dictionary<string, List<RivalBar>> rivals)
    {
        var numbers = new int[table.SymbolTable.Count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = day.Find(table.SymbolTable[i]);
        foreach (var slice in table)
        {
            if (DateOnly.FromDateTime(slice.Minute) != day.Date)
                continue;
            var place = KlineGrid.Place(slice.Minute);
            for (var i = 0; i < slice.Count; i++)
            {
                ref readonly var held = ref day.Find(place, numbers[slice.Numbers[i]]);
                if (held.Source != 0 && !held.Bar.Agrees(slice.Bars[i]))
                {
                    Add(rivals, slice.SymbolTable[slice.Numbers[i]],
                        new(KlineFindingKind.Revised, slice.Minute, new(slice.Minute, held.Bar), new(slice.Minute, slice.Bars[i])));
                }
            }
        }
    }

    private static void Add(Dictionary<string, List<RivalBar>> rivals, string symbol, RivalBar rival)
    {
        if (!rivals.TryGetValue(symbol, out var all))
            rivals.Add(symbol, all = []);
        all.Add(rival);
    }
}
