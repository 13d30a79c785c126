using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <summary>Selects what is read from an archive: dates, symbols, and as of when.</summary>
/// <remarks>The constructor checks its arguments; a query that exists is valid.</remarks>
/// <example><code>
/// KlineHistory history = await archive.LoadAsync(new(from, to, ["005930"]));
/// KlineHistory known = await archive.LoadAsync(new(from, to) { AsOf = KoreaTime.At(to, new TimeOnly(15, 40)) });
/// KlineHistory day = await archive.LoadAsync(KlineQuery.Day(date, "005930", "000660"));
/// </code></example>
public sealed record KlineQuery
{
    /// <summary>Creates a query.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date; it is included.</param>
    /// <param name="symbols">The short codes (단축코드) wanted; null for all. Duplicates count once.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is after <paramref name="to"/>.</exception>
    /// <exception cref="ArgumentException">The list of symbols is empty, or contains one that is not a valid short code.</exception>
    public KlineQuery(DateOnly from, DateOnly to, IEnumerable<string>? symbols = null)
    {
        DateRange.Check(from, to);
        (From, To, Symbols) = (from, to, symbols is null ? null : Check(symbols));
    }

    /// <summary>Gets the first Korean date.</summary>
    public DateOnly From { get; }

    /// <summary>Gets the last Korean date, which is included.</summary>
    public DateOnly To { get; }

    /// <summary>Gets the short codes wanted, each once; null for all.</summary>
    public IReadOnlyList<string>? Symbols { get; }

    /// <summary>Gets the as-of instant: bars retrieved later are left out. Null reads the latest bars.</summary>
    /// <remarks>Retrieval times are whole seconds. Compacted objects keep every value and its retrieval, unless
    /// <see cref="KlineCompactorOptions.KeepVersions"/> is false.</remarks>
    /// <value>Default null.</value>
    public DateTimeOffset? AsOf { get; init; }

    internal DateTime? AsOfKorea => AsOf?.ToOffset(KoreaTime.Offset).DateTime;

    /// <summary>Creates a query for one session.</summary>
    /// <param name="date">The Korean date.</param>
    /// <param name="symbols">The short codes wanted; none given means all.</param>
    /// <exception cref="ArgumentException">A symbol is not a valid short code.</exception>
    public static KlineQuery Day(DateOnly date, params string[] symbols)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        return new(date, date, symbols.Length == 0 ? null : symbols);
    }

    /// <summary>Determines whether two queries read the same.</summary>
    public bool Equals(KlineQuery? other) => other is not null && (From, To, AsOf) == (other.From, other.To, other.AsOf)
        && (Symbols is null || other.Symbols is null ? Symbols == other.Symbols : Symbols.SequenceEqual(other.Symbols));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(From, To, AsOf, Symbols?.Count);

    /// <summary>Returns one line: dates, number of symbols, instant.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{From.ToText()} to {To.ToText()}, {(Symbols is null ? "all symbols" : $"{Symbols.Count} symbols")}{(AsOf is { } instant ? $", as of {instant.ToText()}" : "")}");

    private static string[] Check(IEnumerable<string> symbols)
    {
        var wanted = symbols.Distinct(StringComparer.Ordinal).ToArray();
        if (wanted.Length == 0)
            throw new ArgumentException("The list of symbols is empty. Give at least one short code, or null for all symbols.", nameof(symbols));
        foreach (var symbol in wanted.Where(symbol => !StockIndexExtensions.IsIndexCode(symbol)))
            ShortCode.Check(symbol, nameof(symbols));
        return wanted;
    }
}
