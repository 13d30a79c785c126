namespace Rhetenor.Data.Masters;

/// <summary>Splits a master into records. Lines have one exact width and end only at LF bytes.</summary>
internal static class MstLines
{
    /// <summary>Returns the buffer of the records, the distance between their starts in bytes, and their number.</summary>
    public static (byte[] Records, int Stride, int Count) Split(byte[] mst, HantooMstSpec spec)
    {
        var (width, stride) = (spec.RecordWidth, spec.RecordWidth + 1);
        var carriageReturns = 0;
        var count = 0;
        for (var rest = mst.AsSpan(); rest.Length > 0; count++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            if (line.Length == stride && line[^1] == '\r')
                carriageReturns++;
            else if (line.Length != width)
                throw new MstFormatException(spec.Market, count + 1, "record width", $"{width} bytes", $"{line.Length}");
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        if (count == 0)
            throw new MstFormatException(spec.Market, 0, "records", "at least one", "none");
        return (carriageReturns == 0 ? mst : WithoutCarriageReturns(mst, stride, count), stride, count);
    }

    private static byte[] WithoutCarriageReturns(byte[] mst, int stride, int count)
    {
        var records = new byte[count * stride];
        var rest = mst.AsSpan();
        for (var i = 0; i < count; i++)
        {
            rest[..(stride - 1)].CopyTo(records.AsSpan(i * stride));
            records[((i + 1) * stride) - 1] = (byte)'\n';
            var end = rest.IndexOf((byte)'\n');
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return records;
    }
}
