using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>The cached form of a master: one JSON object, short code → fields, every value trimmed text.</summary>
/// <remarks>
/// <c>{"005930":{"standard_code":"KR7005930003","korean_name":"삼성전자","market":"kospi","security_group":"ST",…},…}</c>,
/// UTF-8, Korean unescaped, records and fields in file order, no white space. Objects of other programs are read too,
/// whatever their white space and field names.
/// </remarks>
public static class MasterJson
{
    /// <summary>Writes a master. The same master gives the same bytes.</summary>
    public static byte[] Write(MasterFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return MasterJsonWriter.Write(file);
    }

    /// <summary>Reads a cached master.</summary>
    /// <param name="json">The object's bytes.</param>
    /// <param name="spec">The columns its fields are matched with, by name.</param>
    /// <exception cref="MstFormatException">The object is no master of this market, or its values cannot be trusted.</exception>
    public static MasterFile Read(ReadOnlySpan<byte> json, HantooMstSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var table = MasterJsonFastReader.TryRead(json, spec) ?? MasterJsonReader.Read(json, spec.Market);
        if (table.Count == 0)
            throw MstFormatException.OfJson(spec.Market, "at least one record", "none");
        ShiftedTail.Check(table, spec.Market);
        var index = ShortCodeIndex.Build(table, out var twice);
        return twice < 0
            ? new MasterFile(new MasterContent(spec, table, index))
            : throw MstFormatException.OfJson(spec.Market, "each short code once", $"'{table.Text(twice, HantooMstSpec.ShortCodeOrdinal)}' twice");
    }
}
