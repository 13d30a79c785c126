using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Format;

/// <summary>The key of a kline object: <c>{prefix}/{start}_{end}_{exchange}_{retrieval}.jsonl.zstd</c>. Times are <c>yyyyMMddHHmmss</c>
/// in Korean time.</summary>
/// <remarks>
/// Keys are ordered by retrieval, then by name. For each bar the later key wins. Older programs wrote times of day that are wrong. The
/// <see cref="IsExact"/> of such keys is false, and only their date is meaningful. Names may also end in <c>.jsonl.zst</c>; of two keys
/// that differ only in that, <c>.jsonl.zstd</c> is the later.
/// </remarks>
internal readonly partial struct KlineKey : IEquatable<KlineKey>, IComparable<KlineKey>
{
    private readonly string? _text;

    /// <summary>Creates the key of a new object.</summary>
    /// <param name="prefix">The part before the last <c>/</c>; empty for none.</param>
    /// <param name="start">The start of the first minute, Korean time.</param>
    /// <param name="end">The start of the last minute, Korean time, on the same date.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="retrieval">The time at which the bars were fetched, in Korean time; fractions of a second are discarded.</param>
    /// <param name="extension"><see cref="Extension"/> or <see cref="ShortExtension"/>.</param>
    /// <exception cref="ArgumentException">The end is before the start or on another date, a time is UTC, or the extension is not one of
    /// the two.</exception>
    public KlineKey(string prefix, DateTime start, DateTime end, Venue venue, DateTime retrieval, string extension = Extension)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (end < start || end.Date != start.Date)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An object spans one date: {start:O} to {end:O} is not a valid range."), nameof(end));
        if (start.Kind == DateTimeKind.Utc || end.Kind == DateTimeKind.Utc || retrieval.Kind == DateTimeKind.Utc)
            throw new ArgumentException("Korean times are expected, not UTC.", nameof(start));
        (Start, End, Retrieval) = (Seconds(start), Seconds(end), Seconds(retrieval));
        (Date, Venue, IsExact) = (DateOnly.FromDateTime(start), venue, true);
        _text = string.Create(CultureInfo.InvariantCulture,
            $"{prefix}{(prefix.Length > 0 ? "/" : "")}{start.ToDigits()}_{end.ToDigits()}_{venue.ToCode()}_{retrieval.ToDigits()}{CheckExtension(extension)}");
    }

    /// <summary>The extension of new keys, and the only one that the Python original reads: <c>.jsonl.zstd</c>.</summary>
    public const string Extension = ".jsonl.zstd";

    /// <summary>The other allowed extension, <c>.jsonl.zst</c>, by which DuckDB and others recognise the compression.</summary>
    public const string ShortExtension = ".jsonl.zst";

    /// <summary>Gets the date of the bars.</summary>
    public DateOnly Date { get; }

    /// <summary>Gets the start of the first minute, in Korean time; midnight of <see cref="Date"/> when the key is not exact.</summary>
    public DateTime Start { get; }

    /// <summary>Gets the start of the last minute, in Korean time; the last second of the day when the key is not exact.</summary>
    public DateTime End { get; }

    /// <summary>Gets the venue.</summary>
    public Venue Venue { get; }

    /// <summary>Gets the time at which the bars were fetched, in Korean time; the preceding midnight when the time in the key is
    /// invalid.</summary>
    public DateTime Retrieval { get; }

    /// <summary>Gets whether all three times have the documented form.</summary>
    public bool IsExact { get; }

    /// <summary>Gets the seconds of the end: the number of a compacted object, 0 in objects as they were fetched.</summary>
    public int Compaction => IsExact ? End.Second : 0;

    /// <summary>Gets the prefix of the keys of a day's objects.</summary>
    public static string DayPrefix(string prefix, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return prefix.Length > 0 ? $"{prefix}/{date.ToDigits()}" : date.ToDigits();
    }

    /// <summary>Gets the key without the part before the last <c>/</c>.</summary>
    public string Name => ToString()[(ToString().LastIndexOf('/') + 1)..];

    /// <summary>Determines whether a minute is in the range of the key.</summary>
    public bool Contains(DateTime minute) => minute >= Start && minute <= End;

    /// <summary>Compares keys by retrieval, then by name.</summary>
    public int CompareTo(KlineKey other)
    {
        var byRetrieval = Retrieval.CompareTo(other.Retrieval);
        return byRetrieval != 0 ? byRetrieval : string.CompareOrdinal(_text, other._text);
    }

    /// <summary>Determines whether two keys are equal.</summary>
    public bool Equals(KlineKey other) => string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KlineKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_text, StringComparison.Ordinal);

    /// <summary>Returns the whole key.</summary>
    public override string ToString() => _text ?? "";

    /// <summary>Determines whether two keys are equal.</summary>
    public static bool operator ==(KlineKey left, KlineKey right) => left.Equals(right);

    /// <summary>Determines whether two keys differ.</summary>
    public static bool operator !=(KlineKey left, KlineKey right) => !left.Equals(right);

    /// <summary>Determines whether the left key is older.</summary>
    public static bool operator <(KlineKey left, KlineKey right) => left.CompareTo(right) < 0;

    /// <summary>Determines whether the left key is newer.</summary>
    public static bool operator >(KlineKey left, KlineKey right) => left.CompareTo(right) > 0;

    /// <summary>Determines whether the left key is not newer.</summary>
    public static bool operator <=(KlineKey left, KlineKey right) => left.CompareTo(right) <= 0;

    /// <summary>Determines whether the left key is not older.</summary>
    public static bool operator >=(KlineKey left, KlineKey right) => left.CompareTo(right) >= 0;

    public static string CheckExtension(string? extension) => extension is Extension or ShortExtension
        ? extension
        : throw new ArgumentException($"'{extension}' is not a valid extension: '{Extension}' or '{ShortExtension}' is expected.", nameof(extension));

    private static DateTime Seconds(DateTime time) => DateTime.SpecifyKind(time.ToSecond(), DateTimeKind.Unspecified);
}
