using System.Collections;
using Rhetenor.Data.Core;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>The master of one market on one day: every instrument, with every field DWS publishes.</summary>
/// <remarks>Immutable and safe for concurrent readers. Records come in the order of the file.</remarks>
public sealed partial class MasterFile : IReadOnlyList<MasterRecord>
{
    private readonly ShortCodeIndex _index;
    private readonly Lazy<IReadOnlyList<MasterWarning>> _warnings;

    internal MasterFile(HantooMstSpec spec, MasterTable table, ShortCodeIndex index)
    {
        Spec = spec;
        Table = table;
        _index = index;
        Ordinals = new MasterOrdinals(table.Columns);
        Fields = [.. table.Columns.Names.Select(name => spec.IndexOf(name) is >= 0 and var i ? spec.Fields[i] : null)];
        _warnings = new(() => MasterWarnings.Find(this));
    }

    /// <summary>The market.</summary>
    public Market Market => Spec.Market;

    /// <summary>The spec the fields are read by.</summary>
    public HantooMstSpec Spec { get; }

    /// <summary>The Korean date the master was asked for; null when it was parsed from bytes.</summary>
    public DateOnly? Date { get; internal init; }

    /// <summary>When DWS wrote the file, +09:00; null when the source does not tell, as cached JSON does not.</summary>
    public DateTimeOffset? SourceTime { get; internal init; }

    /// <summary>Where the master came from.</summary>
    public MasterOrigin Origin { get; internal init; }

    /// <summary>True when the file is older than <see cref="Date"/>, a session day: that day's file was not out yet.
    /// A stale master is not cached under that date.</summary>
    public bool IsStale { get; internal init; }

    /// <summary>Field names in record order. A file cached by another program has that program's names.</summary>
    public IReadOnlyList<string> FieldNames => Table.Columns.Names;

    /// <summary>Records that are kept although something in them is odd, such as a name that is no cp949.</summary>
    public IReadOnlyList<MasterWarning> Warnings => _warnings.Value;

    /// <summary>Instruments held.</summary>
    public int Count => Table.Count;

    internal MasterTable Table { get; }

    /// <summary>Where the common properties' fields stand.</summary>
    internal MasterOrdinals Ordinals { get; }

    /// <summary>What the spec says of each column; null for columns it does not have.</summary>
    internal MstField?[] Fields { get; }

    /// <summary>The record at a place in the file.</summary>
    public MasterRecord this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return new(this, index);
        }
    }

    /// <summary>The record of a short code, such as <c>005930</c>.</summary>
    /// <exception cref="KeyNotFoundException">The master has no such instrument.</exception>
    public MasterRecord this[string shortCode] => TryGetRecord(shortCode, out var record)
        ? record
        : throw new KeyNotFoundException($"The {Market.ToKey()} master of {Count} instruments has no short code '{shortCode}'.");

    /// <summary>Looks a short code up.</summary>
    public bool TryGetRecord(string shortCode, out MasterRecord record)
    {
        ArgumentNullException.ThrowIfNull(shortCode);
        var index = Table.TryEncode(shortCode, out var bytes) ? _index.Find(bytes) : -1;
        record = index < 0 ? default : new(this, index);
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<MasterRecord> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return new(this, i);
    }

    /// <summary>Names market, date and count.</summary>
    public override string ToString() => $"{Market.ToKey()} {Date?.ToText() ?? "undated"}: {Count} instruments";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal MasterFile With(DateOnly? date, DateTimeOffset? sourceTime, MasterOrigin origin, bool isStale = false) =>
        new(Spec, Table, _index) { Date = date, SourceTime = sourceTime, Origin = origin, IsStale = isStale };
}
