using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>Merges coverage of daily bars into few objects, each about the sessions of a year and resting on the objects of that year only. Merged
/// coverage merges to itself. Pure.</summary>
/// <remarks>A coverage object is left as it is when it has a doubt that nothing settles, or when other sessions are stored than an entry counts, which
/// verification reports.</remarks>
internal sealed class DailyCoverageMerge
{
    private readonly DailySessions _stored;

    /// <summary>Merges coverage.</summary>
    /// <param name="held">The coverage.</param>
    /// <param name="stored">The stored sessions.</param>
    /// <param name="marks">The objects of bars that no other object contains.</param>
    public DailyCoverageMerge(DailyHeld held, DailySessions stored, IReadOnlyList<ObjectMark> marks)
    {
        _stored = stored;
        var wrong = held.Believed.SelectMany(coverage => coverage.Entries).Where(entry => IsCovered(entry.Value) && Count(entry) != entry.Value.Bars).ToLookup(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        var sources = held.Believed.Where(coverage => coverage.Entries.All(entry =>
            !wrong[entry.Key].Any(other => other.From <= entry.Value.Through && other.Through >= entry.Value.From)
            && (IsCovered(entry.Value) || (entry.Value.State == SymbolDayState.Doubtful && Count(entry) >= entry.Value.Bars && held.Covers(entry.Key, entry.Value.From, entry.Value.Through))))).ToList();
        var merged = Merged([.. sources.SelectMany(coverage => coverage.Entries).Where(entry => IsCovered(entry.Value))], marks.ToLookup(mark => YearOf(mark.Name))).ToList();

        // Coverage that has the merged content already stays.
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in merged.ToList())
        {
            if (sources.Find(source => !kept.Contains(source.Name) && IsSame(source, part)) is not { } same)
                continue;
            kept.Add(same.Name);
            merged.Remove(part);
        }

        Missing = merged;
        Redundant = [.. sources.Select(source => source.Name).Where(name => !kept.Contains(name))];
    }

    /// <summary>Gets the merged objects that are not stored.</summary>
    public IReadOnlyList<(IReadOnlyList<ObjectMark> Marks, IReadOnlyList<KeyValuePair<string, DailyEntry>> Entries)> Missing { get; }

    /// <summary>Gets the names of the coverage objects that are not needed when the merged ones are stored.</summary>
    public IReadOnlyList<string> Redundant { get; }

    private static bool IsCovered(DailyEntry entry) => entry.State is SymbolDayState.Complete or SymbolDayState.NotListed;

    private int Count(KeyValuePair<string, DailyEntry> entry) => _stored.Of(entry.Key, entry.Value.From, entry.Value.Through).Length;

    // A symbol with several ranges in a year has an entry in several objects.
    private IEnumerable<(IReadOnlyList<ObjectMark> Marks, IReadOnlyList<KeyValuePair<string, DailyEntry>> Entries)> Merged(
        List<KeyValuePair<string, DailyEntry>> entries, ILookup<int, ObjectMark> marks)
    {
        var pieces = from symbol in entries.GroupBy(entry => (entry.Key, entry.Value.State), entry => entry.Value)
                     from range in Joined(symbol)
                     from piece in Pieces(symbol.Key.Key, range)
                     select (piece.Year, Entry: KeyValuePair.Create(symbol.Key.Key, piece.Entry));
        var years = pieces.ToLookup(piece => piece.Year, piece => piece.Entry);
        foreach (var year in years.Select(year => year.Key).Concat(marks.Select(mark => mark.Key)).Distinct().Order())
        {
            var parts = years[year].GroupBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(symbol => symbol.OrderBy(entry => entry.Value.From).Index())
                .GroupBy(entry => entry.Index, entry => entry.Item).Select(part => part.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList()).ToList();
            foreach (var part in parts.Count > 0 ? parts : [[]])
                yield return ([.. marks[year]], part);
        }
    }

    // Ranges that overlap or follow each other are one. The later coverage knows the last session better.
    private static List<DailyEntry> Joined(IEnumerable<DailyEntry> entries)
    {
        var joined = new List<DailyEntry>();
        foreach (var entry in entries.OrderBy(entry => entry.From).ThenBy(entry => entry.Through))
        {
            if (joined.Count == 0 || entry.From > joined[^1].Through.AddDays(1))
            {
                joined.Add(entry);
                continue;
            }

            var before = joined[^1];
            var later = entry.Through > before.Through || (entry.Through == before.Through && entry.LastBar is not null) ? entry : before;
            joined[^1] = later with { From = before.From, Witness = Words(before, entry) };
        }

        return joined;
    }

    private static string Words(DailyEntry one, DailyEntry other) => (KlineWitnessWords.Read(one.Witness) | KlineWitnessWords.Read(other.Witness)).ToWords();

    // A range is cut after each year with sessions but the last, so that each piece rests on one year.
    private IEnumerable<(int Year, DailyEntry Entry)> Pieces(string symbol, DailyEntry range)
    {
        var years = _stored.Of(symbol, range.From, range.Through).ToArray().Select(date => date.Year).Distinct().ToList();
        var from = range.From;
        foreach (var year in years.SkipLast(1))
        {
            var through = new DateOnly(year, 12, 31);
            yield return (year, Piece(symbol, range, from, through) with { Last = _stored.Of(symbol, DateOnly.MinValue, through)[^1], LastBar = null });
            from = through.AddDays(1);
        }

        yield return (years.Count > 0 ? years[^1] : range.Through.Year, Piece(symbol, range, from, range.Through));
    }

    private DailyEntry Piece(string symbol, DailyEntry range, DateOnly from, DateOnly through)
    {
        var dates = _stored.Of(symbol, from, through);
        return new(range.State, from, through, dates.Length)
        {
            First = dates.Length > 0 ? dates[0] : null,
            Last = range.Last,
            LastBar = range.LastBar,
            Witness = KlineWitnessWords.Read(range.Witness).ToWords(),
        };
    }

    private static bool IsSame(DailyCoverage coverage, (IReadOnlyList<ObjectMark> Marks, IReadOnlyList<KeyValuePair<string, DailyEntry>> Entries) part) =>
        coverage.Entries.SequenceEqual(part.Entries) && coverage.Objects.Select(Text).Order(StringComparer.Ordinal).SequenceEqual(part.Marks.Select(Text).Order(StringComparer.Ordinal));

    private static string Text(ObjectMark mark) => $"{mark.Name} {mark.Content} {string.Join(',', mark.Contains ?? [])}";

    private static int YearOf(string name) => DailyKey.TryParse($"any/{name}", out var key) ? key.First.Year : 0;
}
