namespace Rhetenor.Data;

/// <summary>A selection of instruments by their master records: markets, groups, indexes, flags, size and age. Each method narrows the
/// selection and returns a new one.</summary>
/// <remarks>A universe is a rule, not a list. Resolved for each session by the master of that session, it contains instruments that were
/// delisted since and no later ones: <see cref="MasterDownloader.SelectAsync"/>.</remarks>
/// <example><code>
/// var universe = Universe.Of(Market.Kospi, Market.Kosdaq).Groups("ST").NotHalted().ListedFor(days: 90).Largest(200);
/// IReadOnlyList&lt;MasterRecord&gt; members = universe.Select(kospi, kosdaq);
/// </code></example>
public sealed class Universe
{
    private readonly Func<IEnumerable<MasterRecord>, DateOnly?, IEnumerable<MasterRecord>> _select;

    private readonly IReadOnlyList<string> _fields;

    private Universe(IReadOnlyList<Market> markets, IReadOnlyList<string> fields, Func<IEnumerable<MasterRecord>, DateOnly?, IEnumerable<MasterRecord>> select) =>
        (Markets, _fields, _select) = (markets, fields, select);

    /// <summary>Gets the markets.</summary>
    public IReadOnlyList<Market> Markets { get; }

    /// <summary>Creates a universe of all instruments of some markets; of all markets when none is given.</summary>
    public static Universe Of(params IReadOnlyList<Market> markets)
    {
        ArgumentNullException.ThrowIfNull(markets);
        return new(markets.Count == 0 ? Market.All : [.. markets.Distinct()], [], static (records, _) => records);
    }

    /// <summary>Narrows the selection to records for which a condition holds.</summary>
    public Universe Where(Func<MasterRecord, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Then((records, _) => records.Where(predicate));
    }

    /// <summary>Narrows the selection to security groups (증권그룹), such as <c>ST</c> for shares and <c>EF</c> for ETFs.</summary>
    public Universe Groups(params IReadOnlyList<string> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return Where(record => groups.Contains(record.SecurityGroup, StringComparer.Ordinal));
    }

    /// <summary>Narrows the selection to members of an index or sector.</summary>
    /// <param name="field">The field of the master, such as <c>kospi50</c>, <c>kosdaq150</c> or <c>kospi200_sector</c>. A market that does not
    /// have it has no members.</param>
    public Universe Members(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var members = Where(record => !Masters.TrackedFields.IsUnset(record.TextOrEmpty(field)));
        return new(Markets, [.. _fields, field], members._select);
    }

    /// <summary>Leaves out instruments whose trading is halted (거래정지).</summary>
    public Universe NotHalted() => Where(static record => record.IsTradingHalted != true);

    /// <summary>Narrows the selection to instruments that were listed at least a number of days before the date of the master.</summary>
    /// <param name="days">The number of calendar days, 0 or more.</param>
    /// <remarks>A company that moves between markets gets the day of the move as its listing date, and is left out after it. The age since
    /// it was first seen is that of <see cref="Instrument.FirstSeen"/>.</remarks>
    public Universe ListedFor(int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        return Then((records, date) => date is { } day
            ? records.Where(record => record.ListingDate is { } listed && listed <= day.AddDays(-days))
            : throw new InvalidOperationException("The age of a listing needs masters with a date; these have none."));
    }

    /// <summary>Narrows the selection to the largest by market capitalisation (시가총액) of those selected so far, over all markets: the base price times the
    /// listed shares.</summary>
    /// <param name="count">The number of instruments, 0 or more.</param>
    public Universe Largest(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Then((records, _) => records.OrderByDescending(Size).ThenBy(static record => record.ShortCode, StringComparer.Ordinal).Take(count));
    }

    /// <summary>Selects the records of the masters in force on one day. Masters of other markets are not considered, and of an instrument
    /// that several masters have, the record of the newest one counts.</summary>
    /// <exception cref="ArgumentException">A field of <see cref="Members"/> is neither in these masters nor in any known one.</exception>
    /// <exception cref="InvalidOperationException"><see cref="ListedFor"/> is used and no master has a date.</exception>
    /// <returns>The records: the largest first after <see cref="Largest"/>, otherwise in the order of the masters.</returns>
    public IReadOnlyList<MasterRecord> Select(params IEnumerable<MasterFile> masters)
    {
        ArgumentNullException.ThrowIfNull(masters);
        var files = masters.Where(file => Markets.Contains(file.Market)).ToList();
        foreach (var field in _fields)
        {
            if (!files.Exists(file => file.FieldNames.Contains(field)) && !Market.All.Any(market => HantooMstSpec.For(market).IndexOf(field) >= 0))
                throw new ArgumentException($"No master has a field '{field}'.", nameof(masters));
        }

        return [.. _select(Records(files), files.Max(file => file.Day))];
    }

    // Of masters of several days, one may have an instrument that has moved to the market of a later one.
    private static IEnumerable<MasterRecord> Records(List<MasterFile> files)
    {
        if (files.DistinctBy(file => file.Day).Count() <= 1)
            return files.SelectMany(file => file);
        var newest = files.OrderByDescending(file => file.Day).SelectMany(file => file.Select(record => (record.StandardCode, File: file)))
            .DistinctBy(one => one.StandardCode, StringComparer.Ordinal).ToDictionary(one => one.StandardCode, one => one.File, StringComparer.Ordinal);
        return files.SelectMany(file => file.Where(record => newest[record.StandardCode] == file));
    }

    // The master's own market capitalisation is of the close before and of the new number of shares: on the first day after a split it is wrong by its factor.
    private static decimal Size(MasterRecord record) =>
        record is { BasePrice: > 0 and var price, ListedShares: > 0 and var shares } ? (decimal)price * shares : record.MarketCap ?? 0;

    private Universe Then(Func<IEnumerable<MasterRecord>, DateOnly?, IEnumerable<MasterRecord>> next) =>
        new(Markets, _fields, (records, date) => next(_select(records, date), date));
}
