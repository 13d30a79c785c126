using System.Diagnostics;
using System.Text.Json.Serialization;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>One instrument of a <see cref="MasterFile"/>: its fields as text, and typed where that is safe.</summary>
/// <remarks>
/// A view that costs nothing until read. Typed access gives null for blank, garbage and overflowing text; the text
/// itself is always there. A default value, of no file, must not be read. <c>JsonSerializer</c> writes a record as a flat object and a
/// file as an array of them: <see cref="MasterRecordJsonConverter"/>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
[JsonConverter(typeof(MasterRecordJsonConverter))]
public readonly partial struct MasterRecord : IEquatable<MasterRecord>
{
    private readonly MasterContent _content;
    private readonly int _index;

    internal MasterRecord(MasterContent content, int index) => (_content, _index) = (content, index);

    /// <summary>The short code (단축코드): 6 characters for shares and ETFs, which may be letters; up to 9 for others.</summary>
    public string ShortCode => _content.Table.Text(_index, HantooMstSpec.ShortCodeOrdinal);

    /// <summary>The standard code: the ISIN, 12 characters.</summary>
    public string StandardCode => Text(_content.Ordinals.StandardCode);

    /// <summary>The name in Korean (한글종목명). Bytes that are no cp949 appear as U+FFFD.</summary>
    public string KoreanName => Text(_content.Ordinals.KoreanName);

    /// <summary>The market.</summary>
    public Market Market => _content.Spec.Market;

    /// <summary>A field's text without the spaces around it; empty when blank.</summary>
    /// <param name="field">A name of <see cref="MasterFile.FieldNames"/>, such as <c>kospi50</c>.</param>
    /// <exception cref="KeyNotFoundException">The file has no such field.</exception>
    public string this[string field] => this[Ordinal(field)];

    /// <summary>A field's text without the spaces around it; empty when blank.</summary>
    /// <param name="ordinal">The field's place in <see cref="MasterFile.FieldNames"/>.</param>
    public string this[int ordinal] => _content.Table.Text(_index, ordinal);

    /// <summary>A field's bytes as the file has them, padding included: cp949 from DWS, UTF-8 from cached JSON.</summary>
    public ReadOnlySpan<byte> GetRaw(int ordinal) => _content.Table.Raw(_index, ordinal);

    /// <inheritdoc/>
    public bool Equals(MasterRecord other) => ReferenceEquals(_content, other._content) && _index == other._index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MasterRecord other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_content, _index);

    /// <summary>The same record of the same file.</summary>
    public static bool operator ==(MasterRecord left, MasterRecord right) => left.Equals(right);

    /// <summary>Another record, or another file.</summary>
    public static bool operator !=(MasterRecord left, MasterRecord right) => !left.Equals(right);

    /// <summary>Short code and name.</summary>
    public override string ToString() => _content is null ? "no record" : $"{ShortCode} {KoreanName}";

    /// <summary>The names of the fields, those of the file.</summary>
    internal IReadOnlyList<string> FieldNames => _content.Table.Columns.Names;

    private string Text(int ordinal) => ordinal < 0 ? "" : _content.Table.Text(_index, ordinal);

    private int Ordinal(string field) => _content.Table.Columns.IndexOf(field) is >= 0 and var ordinal
        ? ordinal
        : throw new KeyNotFoundException($"The {Market.ToKey()} master has no field '{field}'. It has: {string.Join(", ", FieldNames)}.");
}
