using System.Collections.Frozen;

namespace Rhetenor.Data;

/// <summary>The columns of one market's master file, in record order. Offsets and widths follow from the rows.</summary>
/// <remarks>
/// Source: KIS's header files for kospi_code, kosdaq_code and konex_code, checked against files of 2022 to 2026.
/// Widths are bytes and count no line end: tools that use 228 or 222 as the width of the tail count the newline,
/// and shift every field by one byte once it is stripped. When DWS moves a column, build a spec of your own from these rows.
/// </remarks>
public sealed partial class HantooMstSpec
{
    private readonly int[] _offsets;
    private readonly FrozenDictionary<string, int> _ordinals;

    /// <summary>Builds a spec from a market's tail; the head is the same for all.</summary>
    /// <param name="market">The market whose file the rows describe.</param>
    /// <param name="tailFields">The fields after the name, in record order.</param>
    /// <exception cref="ArgumentException">A width is not positive, or two fields have one name.</exception>
    public HantooMstSpec(Market market, IEnumerable<MstField> tailFields)
    {
        ArgumentNullException.ThrowIfNull(tailFields);
        Market = market;
        Fields = [.. HeadFields, .. tailFields];
        _offsets = new int[Fields.Count];
        var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Fields.Count; i++)
        {
            var field = Fields[i];
            if (field.Width <= 0)
                throw new ArgumentException($"Field '{field.Name}' is {field.Width} bytes wide; at least 1 is needed.", nameof(tailFields));
            if (!ordinals.TryAdd(field.Name, i) || field.Name == MarketProperty)
                throw new ArgumentException($"There are two fields named '{field.Name}'.", nameof(tailFields));
            _offsets[i] = RecordWidth;
            RecordWidth += field.Width;
        }

        _ordinals = ordinals.ToFrozenDictionary(StringComparer.Ordinal);
    }

    // First: the specs below are built from it.
    /// <summary>Short code, standard code (ISIN) and Korean name: 61 bytes at the head of every record.</summary>
    public static IReadOnlyList<MstField> HeadFields { get; } = Head;

    /// <summary>KOSPI: 73 fields in 288 bytes, the tail 70 in 227.</summary>
    public static HantooMstSpec Kospi { get; } = new(Market.Kospi, KospiTail);

    /// <summary>KOSDAQ: 67 fields in 282 bytes, the tail 64 in 221.</summary>
    public static HantooMstSpec Kosdaq { get; } = new(Market.Kosdaq, KosdaqTail);

    /// <summary>KONEX: 41 fields in 245 bytes, the tail 38 in 184.</summary>
    public static HantooMstSpec Konex { get; } = new(Market.Konex, KonexTail);

    /// <summary>The market whose file this describes.</summary>
    public Market Market { get; }

    /// <summary>Every field in record order, the head first.</summary>
    public IReadOnlyList<MstField> Fields { get; }

    /// <summary>The fields after the name, in record order.</summary>
    public IEnumerable<MstField> TailFields => Fields.Skip(HeadFields.Count);

    /// <summary>Bytes of a record, without its line end.</summary>
    public int RecordWidth { get; }

    /// <summary>Bytes of a record after the name, without its line end.</summary>
    public int TailWidth => RecordWidth - _offsets[NameOrdinal] - Fields[NameOrdinal].Width;

    /// <summary>The spec of a market's present file.</summary>
    public static HantooMstSpec For(Market market) => market switch
    {
        Market.Kospi => Kospi,
        Market.Kosdaq => Kosdaq,
        Market.Konex => Konex,
        _ => throw new ArgumentOutOfRangeException(nameof(market), market, "A market is Kospi, Kosdaq or Konex."),
    };

    /// <summary>The byte at which a field starts in a record, from 0.</summary>
    /// <param name="ordinal">The field's place in <see cref="Fields"/>.</param>
    public int OffsetOf(int ordinal) => _offsets[ordinal];

    /// <summary>A field's place in <see cref="Fields"/>; -1 when there is none of that name.</summary>
    public int IndexOf(string name) => _ordinals.GetValueOrDefault(name, -1);
}
