using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>Reads a master file's bytes by a spec. Pure: no clock, no I/O.</summary>
public static class MstParser
{
    /// <summary>Parses a whole <c>.mst</c> file.</summary>
    /// <param name="mst">The file's bytes. They are not copied: leave them unchanged.</param>
    /// <param name="spec">The columns, such as <see cref="HantooMstSpec.Kospi"/>.</param>
    /// <remarks>
    /// Records end with LF; CR before it and a missing last LF are accepted. Every record must have the spec's width, a
    /// standard code with a valid check digit and a short code of its own, and the file as a whole must show known
    /// security groups and flags where the spec has them. Fields are bytes, so nothing is decoded until it is read.
    /// </remarks>
    /// <exception cref="MstFormatException">The file and the spec do not agree. No record is skipped to make them.</exception>
    public static MasterFile Parse(byte[] mst, HantooMstSpec spec)
    {
        ArgumentNullException.ThrowIfNull(mst);
        ArgumentNullException.ThrowIfNull(spec);
        var (records, stride, count) = MstLines.Split(mst, spec);
        var checks = new MstChecks(spec);
        for (var i = 0; i < count; i++)
            checks.Add(records.AsSpan(i * stride, spec.RecordWidth), i + 1);
        checks.Complete(count);
        var table = new MasterTable(records, spec.Columns, stride, count, isUtf8: false);
        var index = ShortCodeIndex.Build(table, out var twice);
        if (twice >= 0)
        {
            var code = table.Cell(twice, HantooMstSpec.ShortCodeOrdinal);
            throw new MstFormatException(spec.Market, twice + 1, "short_code", "a code of its own",
                $"'{table.Text(twice, HantooMstSpec.ShortCodeOrdinal)}', which line {index.Find(code) + 1} has too");
        }

        return new MasterFile(spec, table, index);
    }
}
