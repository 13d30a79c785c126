using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>The specification of one market's master file: its columns in record order.</summary>
/// <remarks>
/// Source: KIS's header files for kospi_code, kosdaq_code and konex_code, checked against files of 2022 to 2026. Widths are in bytes
/// without the line end. Tools that use 228 or 222 as the width of the tail count the newline, and shift all fields by one byte after it
/// is stripped. If DWS moves a column, build a specification from changed rows.
/// </remarks>
public sealed partial class HantooMstSpec
{
    /// <summary>Creates a specification from the tail of a market. The head is the same for all markets.</summary>
    /// <param name="market">The market of the file.</param>
    /// <param name="tailFields">The fields after the name, in record order.</param>
    /// <exception cref="ArgumentException">A width is not positive, or a field name is duplicated.</exception>
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

    // Must be first because the specifications below are built from it.
    /// <summary>Gets the 61 bytes at the head of all records: short code, standard code (ISIN) and Korean name.</summary>
    public static IReadOnlyList<MstField> HeadFields { get; } = Head;

    /// <summary>Gets the specification of KOSPI: 73 fields in 288 bytes, of which the tail has 70 in 227.</summary>
    public static HantooMstSpec Kospi { get; } = new(Market.Kospi, KospiTail);

    /// <summary>Gets the specification of KOSDAQ: 67 fields in 282 bytes, of which the tail has 64 in 221.</summary>
    public static HantooMstSpec Kosdaq { get; } = new(Market.Kosdaq, KosdaqTail);

    /// <summary>Gets the specification of KONEX: 41 fields in 245 bytes, of which the tail has 38 in 184.</summary>
    public static HantooMstSpec Konex { get; } = new(Market.Konex, KonexTail);

    /// <summary>Gets the market of the file.</summary>
    public Market Market { get; }

    /// <summary>Gets all fields in record order, head first.</summary>
    public IReadOnlyList<MstField> Fields { get; }

    /// <summary>Gets the fields after the name, in record order.</summary>
    public IEnumerable<MstField> TailFields => Fields.Skip(HeadFields.Count);

    /// <summary>Gets the size of a record without its line end, in bytes.</summary>
    public int RecordWidth => Columns.Width;

    /// <summary>Gets the size of a record after the name and without its line end, in bytes.</summary>
    public int TailWidth => RecordWidth - Columns.Offsets[HeadFields.Count];

    /// <summary>Gets the columns of the file.</summary>
    internal MasterColumns Columns { get; }

    /// <summary>Gets the columns of cached JSON in memory. Its text is UTF-8, which takes three bytes for two of cp949.</summary>
    internal MasterColumns CachedColumns { get; }

    /// <summary>Gets the specification of a market's current file.</summary>
    public static HantooMstSpec For(Market market) => market switch
    {
        Market.Kospi => Kospi,
        Market.Kosdaq => Kosdaq,
        Market.Konex => Konex,
        _ => throw new ArgumentOutOfRangeException(nameof(market), market, "A market is Kospi, Kosdaq or Konex."),
    };

    /// <summary>Gets the offset of a field in a record, in bytes from 0.</summary>
    /// <param name="ordinal">The index of the field in <see cref="Fields"/>.</param>
    public int OffsetOf(int ordinal) => Columns.Offsets[ordinal];

    /// <summary>Gets the index of a field in <see cref="Fields"/>; -1 when there is none of that name.</summary>
    public int IndexOf(string name) => Columns.IndexOf(name);

    private MasterColumns ColumnsOf(Func<MstField, int> width) =>
        new([.. Fields.Select(field => field.Name)], [.. Fields.Select(width)], Market);
}
