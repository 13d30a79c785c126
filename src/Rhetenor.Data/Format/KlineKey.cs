using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The name of a kline object: <c>{prefix}/{start}_{end}_{exchange}_{retrieval}.jsonl.zstd</c>, times as
/// <c>yyyyMMddHHmmss</c> in Korean time.</summary>
/// <remarks>
/// Keys order by age: by retrieval, then by name. The later one wins, bar by bar. Older programs wrote times that are wrong
/// below the date; such keys are read with <see cref="IsExact"/> false, and only their date means something. Names may also end in
/// <c>.jsonl.zst</c>; of two that differ in that alone, <c>.jsonl.zstd</c> is the later.
/// </remarks>
public readonly partial struct KlineKey : IEquatable<KlineKey>, IComparable<KlineKey>, ISpanParsable<KlineKey>
{
    private readonly string? _text;

    /// <summary>Names a new object.</summary>
    /// <param name="prefix">What stands before the last <c>/</c>; empty for none.</param>
    /// <param name="start">The start of the first minute, Korean time.</param>
    /// <param name="end">The start of the last minute, Korean time, on the same date.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="retrieval">When the bars were fetched, Korean time; parts of a second are cut off.</param>
    /// <param name="extension"><see cref="Extension"/> or <see cref="ShortExtension"/>.</param>
    /// <exception cref="ArgumentException">The end is before the start or on another date, or a time is UTC, or the extension is
    /// another one.</exception>
    public KlineKey(string prefix, DateTime start, DateTime end, Venue venue, DateTime retrieval, string extension = Extension)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (end < start || end.Date != start.Date)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An object spans one date: {start:O} to {end:O} is no span."), nameof(end));
        if (start.Kind == DateTimeKind.Utc || end.Kind == DateTimeKind.Utc || retrieval.Kind == DateTimeKind.Utc)
            throw new ArgumentException("Korean times are expected, not UTC.", nameof(start));
        (Start, End, Retrieval) = (Seconds(start), Seconds(end), Seconds(retrieval));
        (Date, Venue, IsExact) = (DateOnly.FromDateTime(start), venue, true);
        _text = string.Create(CultureInfo.InvariantCulture,
            $"{prefix}{(prefix.Length > 0 ? "/" : "")}{start.ToDigits()}_{end.ToDigits()}_{venue.ToCode()}_{retrieval.ToDigits()}{CheckExtension(extension)}");
    }

    /// <summary>The end of the names this library gives, and the only one the Python original reads: <c>.jsonl.zstd</c>.</summary>
    public const string Extension = ".jsonl.zstd";

    /// <summary>The other end that names may have: <c>.jsonl.zst</c>, by which DuckDB and others know the compression.</summary>
    public const string ShortExtension = ".jsonl.zst";

    /// <summary>The date of the bars.</summary>
    public DateOnly Date { get; }

    /// <summary>The start of the first minute, Korean time; midnight of <see cref="Date"/> when the key is not exact.</summary>
    public DateTime Start { get; }

    /// <summary>The start of the last minute, Korean time; the day's last second when the key is not exact.</summary>
    public DateTime End { get; }

    /// <summary>The venue.</summary>
    public Venue Venue { get; }

    /// <summary>When the bars were fetched, Korean time; the midnight before it when the time in the key is unusable.</summary>
    public DateTime Retrieval { get; }

    /// <summary>Whether all three times are of the documented form.</summary>
    public bool IsExact { get; }

    /// <summary>The seconds of the end: the number of a compacted object, 0 in objects as they were fetched.</summary>
    internal int Compaction => IsExact ? End.Second : 0;

    /// <summary>The beginning of the names of a day's objects.</summary>
    public static string DayPrefix(string prefix, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return prefix.Length > 0 ? $"{prefix}/{date.ToDigits()}" : date.ToDigits();
    }

    /// <summary>The key without what stands before the last <c>/</c>.</summary>
    internal string Name => ToString()[(ToString().LastIndexOf('/') + 1)..];

    /// <summary>Whether a minute is one the key speaks of.</summary>
    public bool Contains(DateTime minute) => minute >= Start && minute <= End;

    /// <summary>By retrieval, then by name.</summary>
    public int CompareTo(KlineKey other)
    {
        var byRetrieval = Retrieval.CompareTo(other.Retrieval);
        return byRetrieval != 0 ? byRetrieval : string.CompareOrdinal(_text, other._text);
    }

    /// <summary>Whether the names are the same.</summary>
    public bool Equals(KlineKey other) => string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KlineKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_text, StringComparison.Ordinal);

    /// <summary>The whole key.</summary>
    public override string ToString() => _text ?? "";

    /// <summary>Whether the names are the same.</summary>
    public static bool operator ==(KlineKey left, KlineKey right) => left.Equals(right);

    /// <summary>Whether the names differ.</summary>
    public static bool operator !=(KlineKey left, KlineKey right) => !left.Equals(right);

    /// <summary>Whether one is older.</summary>
    public static bool operator <(KlineKey left, KlineKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is newer.</summary>
    public static bool operator >(KlineKey left, KlineKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is not newer.</summary>
    public static bool operator <=(KlineKey left, KlineKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is not older.</summary>
    public static bool operator >=(KlineKey left, KlineKey right) => left.CompareTo(right) >= 0;

    internal static string CheckExtension(string? extension) => extension is Extension or ShortExtension
        ? extension
        : throw new ArgumentException($"'{extension}' is no end of a name: '{Extension}' or '{ShortExtension}' is expected.", nameof(extension));

    private static DateTime Seconds(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Unspecified);
}
