using Rhetenor.Data.Core;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

public sealed partial class MasterFile
{
    /// <summary>Reads a master from disk: a bare <c>.mst</c> file or a ZIP as DWS serves it, told apart by content.</summary>
    /// <param name="path">The file.</param>
    /// <param name="spec">The columns, such as <see cref="HantooMstSpec.Kospi"/>.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="MstFormatException">The ZIP or the file in it does not match the spec.</exception>
    public static MasterFile Open(string path, HantooMstSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var bytes = File.ReadAllBytes(path);
        return bytes.AsSpan().StartsWith("PK\u0003\u0004"u8)
            ? Open(new MasterArchive(spec.Market, bytes), spec)
            : new MasterFile(MstReader.Read(bytes, spec));
    }

    /// <summary>Reads a master from the ZIP its source serves.</summary>
    /// <param name="archive">The ZIP; at most 30 MiB once inflated.</param>
    /// <param name="spec">The columns, such as <see cref="HantooMstSpec.Kospi"/>.</param>
    /// <exception cref="MstFormatException">The ZIP or the file in it does not match the spec.</exception>
    public static MasterFile Open(MasterArchive archive, HantooMstSpec spec)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(spec);
        var (mst, written) = MasterZip.Open(archive, Defaults.MaxMasterBytes);
        return new(MstReader.Read(mst, spec)) { SourceTime = written, Origin = MasterOrigin.Bytes };
    }
}
