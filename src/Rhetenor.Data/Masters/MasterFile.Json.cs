using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <content>The cached form of a master: one JSON object that maps short codes to fields. All values are trimmed text.</content>
public sealed partial class MasterFile
{
    /// <summary>Returns the form in which a store caches the master:
    /// <c>{"005930":{"standard_code":"KR7005930003","korean_name":"삼성전자","market":"kospi","security_group":"ST",…},…}</c>.</summary>
    /// <remarks>The text is UTF-8 with unescaped Korean, records and fields in file order, and no white space. Equal masters give equal
    /// bytes.</remarks>
    public byte[] ToJson() => MasterJsonWriter.Write(Table);

    /// <summary>Reads a cached master. Objects of other programs may have other white space and field names.</summary>
    /// <param name="json">The bytes of the object.</param>
    /// <param name="spec">The columns with which its fields are matched by name.</param>
    /// <exception cref="MstFormatException">The object is not a master of this market, or its values are inconsistent.</exception>
    public static MasterFile FromJson(ReadOnlySpan<byte> json, HantooMstSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new(MasterJson.Read(json, spec));
    }
}
