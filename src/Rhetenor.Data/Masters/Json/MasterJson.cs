namespace Rhetenor.Data.Masters;

/// <summary>Reads the cached form of a master: one JSON object that maps short codes to fields.</summary>
internal static class MasterJson
{
    /// <summary>Reads a cached master.</summary>
    /// <param name="json">The bytes of the object.</param>
    /// <param name="spec">The columns with which its fields are matched by name.</param>
    /// <exception cref="MstFormatException">The object is not a master of this market, or its values are inconsistent.</exception>
    public static MasterContent Read(ReadOnlySpan<byte> json, HantooMstSpec spec)
    {
        var table = MasterJsonFastReader.TryRead(json, spec) ?? MasterJsonReader.Read(json, spec.Market);
        if (table.Count == 0)
            throw MstFormatException.OfJson(spec.Market, "at least one record", "none");
        ShiftedTail.Check(table, spec.Market);
        var index = ShortCodeIndex.Build(table, out var duplicate);
        return duplicate < 0
            ? new MasterContent(spec, table, index)
            : throw MstFormatException.OfJson(spec.Market, "each short code once", $"'{table.Text(duplicate, HantooMstSpec.ShortCodeOrdinal)}' twice");
    }
}
