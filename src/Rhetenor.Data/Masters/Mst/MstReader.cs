namespace Rhetenor.Data.Masters;

/// <summary>Reads the bytes of a master file by a specification and checks all records.</summary>
internal static class MstReader
{
    /// <exception cref="MstFormatException">The file does not match the specification.</exception>
    public static MasterContent Read(byte[] mst, HantooMstSpec spec)
    {
        var (records, stride, count) = MstLines.Split(mst, spec);
        var checks = new MstChecks(spec);
        for (var i = 0; i < count; i++)
            checks.Add(records.AsSpan(i * stride, spec.RecordWidth), i + 1);
        checks.Complete(count);
        var table = new MasterTable(records, spec.Columns, stride, count, isUtf8: false);
        var index = ShortCodeIndex.Build(table, out var duplicate);
        if (duplicate >= 0)
        {
            var code = table.Cell(duplicate, HantooMstSpec.ShortCodeOrdinal);
            throw new MstFormatException(spec.Market, duplicate + 1, "short_code", "a code of its own",
                $"'{table.Text(duplicate, HantooMstSpec.ShortCodeOrdinal)}', which line {index.Find(code) + 1} has too");
        }

        return new MasterContent(spec, table, index);
    }
}
