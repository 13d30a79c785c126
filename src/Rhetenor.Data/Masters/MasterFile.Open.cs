using Rhetenor.Data.Core;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

public sealed partial class MasterFile
{
    /// <summary>Opens a master from disk: a bare <c>.mst</c> file or a ZIP as DWS serves it. The content determines which.</summary>
    /// <param name="path">The file.</param>
    /// <param name="spec">The columns, such as <see cref="HantooMstSpec.Kospi"/>.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="MstFormatException">The ZIP or its file does not match the specification.</exception>
    public static MasterFile Open(string path, HantooMstSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var bytes = File.ReadAllBytes(path);
        return bytes.AsSpan().StartsWith("PK\u0003\u0004"u8)
            ? Open(new MasterZipFile(spec.Market, bytes), spec)
            : new MasterFile(MstReader.Read(bytes, spec));
    }

    /// <summary>Opens a master from the ZIP of its source.</summary>
    /// <param name="zipFile">The ZIP, at most 30 MiB after decompression.</param>
    /// <param name="spec">The columns, such as <see cref="HantooMstSpec.Kospi"/>.</param>
    /// <exception cref="MstFormatException">The ZIP or its file does not match the specification.</exception>
    public static MasterFile Open(MasterZipFile zipFile, HantooMstSpec spec)
    {
        ArgumentNullException.ThrowIfNull(zipFile);
        ArgumentNullException.ThrowIfNull(spec);
        var (mst, written) = MasterZip.Open(zipFile, Defaults.MaxMasterBytes);
        return new MasterFile(MstReader.Read(mst, spec)).With(null, written, MasterOrigin.Bytes);
    }
}
