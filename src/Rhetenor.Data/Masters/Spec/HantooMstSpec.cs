using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>The columns of one market's master file, in record order. Offsets and widths follow from the rows.</summary>
/// <remarks>
/// Source: KIS's header files for kospi_code, kosdaq_code and konex_code, checked against files of 2022 to 2026.
/// Widths are bytes and count no line end: tools that use 228 or 222 as the width of the tail count the newline,
/// and shift every field by one byte once it is stripped. When DWS moves a column, build a spec of your own from these rows.
/// </remarks>
public sealed partial class HantooMstSpec
{
    /// <summary>Builds a spec from a market's tail; the head is the same for all.</summary>
    /// <param name="market">The market whose file the rows describe.</param>
    /// <param name="tailFields">The fields after the name, in record order.</param>
    /// <exception cref="ArgumentException">A width is not positive, or two fields have one name.</exception>
    public HantooMstSpec(Market market, IEnumerable<MstField> tailFields)
    {
        ArgumentNullException.ThrowIfNull(tailFields);
        Market = market;
        Fields = [.. HeadFields, .. tailFields];
        var names = new HashSet<string>(StringComparer.Ordinal) { MarketProperty };
        foreach (var field in Fields)
        {
            if (field.Width <= 0)
                throw new ArgumentException($"Field '{field.Name}' is {field.Width} bytes wide; at least 1 is needed.", nameof(tailFields));
            if (!names.Add(field.Name))
                throw new ArgumentException($"There are two fields named '{field.Name}'.", nameof(tailFields));
        }

        Columns = ColumnsOf(field => field.Width);
        CachedColumns = ColumnsOf(field => field.Kind == MstFieldKind.Text ? field.Width * 3 / 2 : field.Width);
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
    public int RecordWidth => Columns.Width;

    /// <summary>Bytes of a record after the name, without its line end.</summary>
    public int TailWidth => RecordWidth - Columns.Offsets[HeadFields.Count];

    /// <summary>The columns in the file.</summary>
    internal MasterColumns Columns { get; }

    /// <summary>The columns of cached JSON once it is in memory: text is UTF-8, three bytes for two of cp949.</summary>
    internal MasterColumns CachedColumns { get; }

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
    public int OffsetOf(int ordinal) => Columns.Offsets[ordinal];

    /// <summary>A field's place in <see cref="Fields"/>; -1 when there is none of that name.</summary>
    public int IndexOf(string name) => Columns.IndexOf(name);

    private MasterColumns ColumnsOf(Func<MstField, int> width) =>
        new([.. Fields.Select(field => field.Name)], [.. Fields.Select(width)], Market);
}
