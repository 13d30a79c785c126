namespace Rhetenor.Data.Testing;

/// <summary>The CRC-32 of ZIP (polynomial 0xEDB88320).</summary>
internal struct ZipChecksum
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static i => Enumerable.Range(0, 8)
        .Aggregate((uint)i, static (value, _) => (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320U : value >> 1))];

    private uint _register;

    public readonly uint Value => _register;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = default(ZipChecksum);
        crc.Append(bytes);
        return crc.Value;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var register = ~_register;
        foreach (var value in bytes)
            register = Table[(byte)(register ^ value)] ^ (register >> 8);
        _register = ~register;
    }
}
