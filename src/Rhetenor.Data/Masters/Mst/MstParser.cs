namespace Rhetenor.Data.Masters;

/// <summary>Parses the bytes of a master file by a specification. Performs no I/O.</summary>
internal static class MstParser
{
    /// <summary>Parses a whole <c>.mst</c> file.</summary>
    /// <param name="mst">The bytes of the file. They are not copied and must not be changed afterwards.</param>
    /// <param name="spec">The columns, such as <see cref="HantooMstSpec.Kospi"/>.</param>
    /// <remarks>
    /// Records end with LF. A CR before it and a missing last LF are accepted. Each record must have the width of the specification, a
    /// standard code with a valid check digit, and a unique short code. The file as a whole must have known security groups and flags in
    /// the specified columns. Fields are kept as bytes and are decoded when they are read.
    /// </remarks>
    /// <exception cref="MstFormatException">The file does not match the specification. No record is skipped.</exception>
    public static MasterFile Parse(byte[] mst, HantooMstSpec spec)
    {
        ArgumentNullException.ThrowIfNull(mst);
        ArgumentNullException.ThrowIfNull(spec);
        return new MasterFile(MstReader.Read(mst, spec));
    }
}
