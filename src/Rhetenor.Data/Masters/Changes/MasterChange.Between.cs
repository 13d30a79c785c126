using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <content>Compares masters of two days, and finds resets of base prices in one.</content>
public sealed partial record MasterChange
{
    /// <summary>Finds the base prices (기준가) that are not the previous close. One master suffices.</summary>
    /// <param name="masters">The masters of a day.</param>
    public static IReadOnlyList<MasterChange> Resets(params IEnumerable<MasterFile> masters)
    {
        ArgumentNullException.ThrowIfNull(masters);
        return [.. masters.SelectMany(file => file.Select(record => InstrumentComparison.ResetOf(record, null, null, file.Day)).OfType<MasterChange>())];
    }

    /// <inheritdoc cref="Between(IEnumerable{MasterFile}, IEnumerable{MasterFile})"/>
    public static IReadOnlyList<MasterChange> Between(MasterFile earlier, MasterFile later) => Between([earlier], [later]);

    /// <summary>Compares the masters (종목마스터) of two days.</summary>
    /// <remarks>Instruments are identified by their ISIN. Fields whose change is not an event, such as prices and volumes, are not
    /// compared.</remarks>
    /// <param name="earlier">The masters of the earlier day. An instrument that moves between markets is one change when both markets are
    /// given on both days.</param>
    /// <param name="later">The masters of the later day.</param>
    /// <returns>The changes, including resets of base prices on the later day, in the order of the later masters; then what was
    /// delisted.</returns>
    /// <exception cref="ArgumentException">A market is in one of the sequences only, or twice.</exception>
    public static IReadOnlyList<MasterChange> Between(IEnumerable<MasterFile> earlier, IEnumerable<MasterFile> later)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        var (before, after) = (earlier.ToList(), later.ToList());
        if (!before.Select(file => file.Market).Order().SequenceEqual(after.Select(file => file.Market).Order())
            || after.DistinctBy(file => file.Market).Count() != after.Count)
        {
            throw new ArgumentException(
                $"The markets of the days differ, or one is duplicated: {string.Join(", ", before.Select(file => file.Market))} before, {string.Join(", ", after.Select(file => file.Market))} after.", nameof(later));
        }

        return Compare(before, after);
    }

    private static List<MasterChange> Compare(List<MasterFile> earlier, List<MasterFile> later)
    {
        var before = new Dictionary<string, (InstrumentState State, DateOnly? Date)>(StringComparer.Ordinal);
        foreach (var file in earlier)
        {
            foreach (var record in file)
                before.TryAdd(record.StandardCode, (InstrumentState.Of(record), file.Day));
        }

        var resets = Resets(earlier).DistinctBy(change => change.StandardCode, StringComparer.Ordinal).ToDictionary(change => change.StandardCode, change => change.Reset!, StringComparer.Ordinal);
        var changes = new List<MasterChange>();
        foreach (var file in later)
        {
            var (since, date) = (earlier.Find(other => other.Market == file.Market)!.Day, file.Day);
            foreach (var record in file)
            {
                var (old, seen) = before.Remove(record.StandardCode, out var known) ? known : (null!, since);
                if (old is null)
                    changes.Add(InstrumentComparison.Change(MasterChangeKind.Listed, InstrumentState.Of(record), seen, date));
                else
                    InstrumentComparison.Add(changes, old, InstrumentState.Of(record), seen, date);
                if (InstrumentComparison.ResetOf(record, old, seen, date) is { } reset && !reset.Reset!.IsSame(resets.GetValueOrDefault(record.StandardCode)))
                    changes.Add(reset);
            }
        }

        var last = later.Count == 0 ? null : later[0].Day;
        changes.AddRange(before.Values.Select(old => InstrumentComparison.Change(MasterChangeKind.Delisted, old.State, old.Date, last)));
        return changes;
    }
}
