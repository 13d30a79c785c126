using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>Reads and writes the cached form of a master: one JSON object that maps short codes to fields. All values are trimmed
/// text.</summary>
/// <remarks>
/// <c>{"005930":{"standard_code":"KR7005930003","korean_name":"삼성전자","market":"kospi","security_group":"ST",…},…}</c>,
/// The text is UTF-8 with unescaped Korean, records and fields in file order, and no white space. Objects of other programs may have
/// other white space and field names.
/// </remarks>
public static class MasterJson
{
    /// <summary>Writes a master. Equal masters give equal bytes.</summary>
    public static byte[] Write(MasterFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return MasterJsonWriter.Write(file);
    }

    /// <summary>Reads a cached master.</summary>
    /// <param name="json">The bytes of the object.</param>
    /// <param name="spec">The columns with which its fields are matched by name.</param>
    /// <exception cref="MstFormatException">The object is not a master of this market, or its values are inconsistent.</exception>
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
