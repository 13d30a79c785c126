using System.Diagnostics;
using System.Text.Json.Serialization;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>One instrument of a <see cref="MasterFile"/>, with its fields as text and as typed values.</summary>
/// <remarks>
/// A record is a view; nothing is decoded until it is read. Typed access returns null for blank, invalid and overflowing text, while the
/// text itself is always available. A default value belongs to no file and must not be read. <c>JsonSerializer</c> writes a record as a
/// flat object and a file as an array of them: <see cref="MasterRecordJsonConverter"/>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
[JsonConverter(typeof(MasterRecordJsonConverter))]
public readonly partial struct MasterRecord : IEquatable<MasterRecord>
{
    private readonly MasterContent _content;
    private readonly int _index;

    internal MasterRecord(MasterContent content, int index) => (_content, _index) = (content, index);

    /// <summary>Gets the short code (단축코드): 6 characters, which may be letters, for shares and ETFs; up to 9 for others.</summary>
    public string ShortCode => _content.Table.Text(_index, HantooMstSpec.ShortCodeOrdinal);

    /// <summary>Gets the standard code (표준코드), the ISIN of 12 characters.</summary>
    public string StandardCode => Text(_content.Ordinals.StandardCode);

    /// <summary>Gets the Korean name (한글종목명). Bytes that are not valid cp949 become U+FFFD.</summary>
    public string KoreanName => Text(_content.Ordinals.KoreanName);

    /// <summary>Gets the market.</summary>
    public Market Market => _content.Spec.Market;

    /// <summary>Gets the trimmed text of a field; empty when blank.</summary>
    /// <param name="field">A name of <see cref="MasterFile.FieldNames"/>, such as <c>kospi50</c>.</param>
    /// <exception cref="KeyNotFoundException">The file does not contain the field.</exception>
    public string this[string field] => this[Ordinal(field)];

    /// <summary>Gets the trimmed text of a field; empty when blank.</summary>
    /// <param name="ordinal">The index of the field in <see cref="MasterFile.FieldNames"/>.</param>
    public string this[int ordinal] => _content.Table.Text(_index, ordinal);

    /// <summary>Gets the bytes of a field as stored, including padding: cp949 from DWS, UTF-8 from cached JSON.</summary>
    public ReadOnlySpan<byte> GetRaw(int ordinal) => _content.Table.Raw(_index, ordinal);

    /// <inheritdoc/>
    public bool Equals(MasterRecord other) => ReferenceEquals(_content, other._content) && _index == other._index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MasterRecord other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_content, _index);

    /// <summary>Determines whether two records are the same record of the same file.</summary>
    public static bool operator ==(MasterRecord left, MasterRecord right) => left.Equals(right);

    /// <summary>Determines whether two records are different records, or of different files.</summary>
    public static bool operator !=(MasterRecord left, MasterRecord right) => !left.Equals(right);

    /// <summary>Returns the short code and the name.</summary>
    public override string ToString() => _content is null ? "no record" : $"{ShortCode} {KoreanName}";

    /// <summary>Gets the field names of the file.</summary>
    internal IReadOnlyList<string> FieldNames => _content.Table.Columns.Names;

    /// <summary>Gets the trimmed text of a field; empty when the file does not contain the field.</summary>
    internal string TextOrEmpty(string field) => Text(_content.Table.Columns.IndexOf(field));

    private string Text(int ordinal) => ordinal < 0 ? "" : _content.Table.Text(_index, ordinal);

    private int Ordinal(string field) => _content.Table.Columns.IndexOf(field) is >= 0 and var ordinal
        ? ordinal
        : throw new KeyNotFoundException($"The {Market.ToKey()} master has no field '{field}'. It has: {string.Join(", ", FieldNames)}.");
}
