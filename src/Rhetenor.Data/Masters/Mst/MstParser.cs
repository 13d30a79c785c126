using Rhetenor.Data.Masters;

namespace Rhetenor.Data.Masters;

/// <summary>Reads a master file's bytes by a spec. Pure: no clock, no I/O.</summary>
internal static class MstParser
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
        return new MasterFile(MstReader.Read(mst, spec));
    }
}
