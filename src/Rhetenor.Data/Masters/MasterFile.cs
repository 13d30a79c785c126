using System.Collections;
using System.Diagnostics;
using Rhetenor.Data.Core;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>The master (종목마스터) of one market on one day: all instruments, with all fields that DWS publishes.</summary>
/// <remarks>Immutable and safe for concurrent readers. Records are in the order of the file.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(DebugView<MasterRecord>))]
public sealed partial class MasterFile : IReadOnlyList<MasterRecord>
{
    private readonly MasterContent _content;
    private readonly Lazy<IReadOnlyList<MasterWarning>> _warnings;

    internal MasterFile(MasterContent content)
    {
        _content = content;
        _warnings = new(() => MasterWarnings.Find(content));
    }

    /// <summary>Gets the market.</summary>
    public Market Market => Spec.Market;

    /// <summary>Gets the specification of the fields.</summary>
    public HantooMstSpec Spec => _content.Spec;

    /// <summary>Gets the Korean date that was requested; null when the master was parsed from bytes.</summary>
    public DateOnly? Date { get; internal init; }

    /// <summary>Gets the date, or else the Korean date on which the file was written.</summary>
    internal DateOnly? Day => DayOf(Date, SourceTime);

    /// <summary>Gets the time at which DWS wrote the file, +09:00; null when unknown, as in cached JSON.</summary>
    public DateTimeOffset? SourceTime { get; internal init; }

    /// <summary>Gets whether this call downloaded the master; false when it was read from the store or parsed from the caller's
    /// bytes.</summary>
    public bool IsDownloaded => Origin == MasterOrigin.Download;

    internal MasterOrigin Origin { get; init; }

    /// <summary>Gets whether the file is older than <see cref="Date"/>, a session day whose own file was not published yet. A stale
    /// master is not cached under that date.</summary>
    public bool IsStale { get; internal init; }

    /// <summary>Gets the field names in record order. A file cached by another program has the names of that program.</summary>
    public IReadOnlyList<string> FieldNames => Table.Columns.Names;

    /// <summary>Gets the warnings about records with unusual content, such as a name that is not valid cp949.</summary>
    public IReadOnlyList<MasterWarning> Warnings => _warnings.Value;

    /// <summary>Gets the number of instruments.</summary>
    public int Count => Table.Count;

    internal MasterTable Table => _content.Table;

    /// <summary>Gets a record by its index in the file.</summary>
    public MasterRecord this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return new(_content, index);
        }
    }

    /// <summary>Gets the record of a short code (단축코드), such as <c>005930</c>.</summary>
    /// <exception cref="KeyNotFoundException">The master does not contain the instrument.</exception>
    public MasterRecord this[string shortCode] => TryGetRecord(shortCode, out var record)
        ? record
        : throw new KeyNotFoundException($"The {Market.ToKey()} master of {Count} instruments has no short code '{shortCode}'.");

    /// <summary>Gets the record of a short code, if the master contains it.</summary>
    public bool TryGetRecord(string shortCode, out MasterRecord record)
    {
        ArgumentNullException.ThrowIfNull(shortCode);
        var index = _content.Find(shortCode);
        record = index < 0 ? default : new(_content, index);
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<MasterRecord> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return new(_content, i);
    }

    /// <summary>Returns market, date and number of instruments.</summary>
    public override string ToString() => $"{Market.ToKey()} {Day?.ToText() ?? "undated"}: {Count} instruments";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal MasterFile With(DateOnly? date, DateTimeOffset? sourceTime, MasterOrigin origin, bool isStale = false) =>
        new(_content.On(DayOf(date, sourceTime))) { Date = date, SourceTime = sourceTime, Origin = origin, IsStale = isStale };

    private static DateOnly? DayOf(DateOnly? date, DateTimeOffset? sourceTime) => date ?? (sourceTime is { } time ? KoreaTime.DateOf(time) : null);
}
