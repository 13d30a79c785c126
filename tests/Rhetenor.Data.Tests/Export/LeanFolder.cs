using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Rhetenor.Data.Tests.Export;

/// <summary>LEAN's data folder in memory, and a reader of its zips that knows nothing of how they were written.</summary>
internal sealed class LeanFolder
{
    private readonly SortedDictionary<string, Closing> _files = new(StringComparer.Ordinal);

    public IEnumerable<string> Paths => _files.Keys;

    public Stream Create(string path) => _files[path] = new Closing();

    public byte[] Bytes(string path)
    {
        Assert.True(_files[path].IsClosed, $"{path} was left open");
        return _files[path].ToArray();
    }

    /// <summary>The one file of a zip, from the directory at the zip's end, held against its checksum.</summary>
    public (string Name, string Text) Open(string path)
    {
        var zip = Bytes(path).AsSpan();
        var end = zip.LastIndexOf("PK\u0005\u0006"u8);
        Assert.Equal(1, BinaryPrimitives.ReadUInt16LittleEndian(zip[(end + 10)..]));
        var entry = zip[BinaryPrimitives.ReadInt32LittleEndian(zip[(end + 16)..])..];
        Assert.True(entry.StartsWith("PK\u0001\u0002"u8));
        var method = BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]);
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]);
        var (packed, size) = (BinaryPrimitives.ReadInt32LittleEndian(entry[20..]), BinaryPrimitives.ReadInt32LittleEndian(entry[24..]));
        var name = Encoding.ASCII.GetString(entry.Slice(46, BinaryPrimitives.ReadUInt16LittleEndian(entry[28..])));
        var local = zip[BinaryPrimitives.ReadInt32LittleEndian(entry[42..])..];
        var start = 30 + BinaryPrimitives.ReadUInt16LittleEndian(local[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        Assert.Equal(8, method);
        using var body = new MemoryStream();
        using (var deflate = new DeflateStream(new MemoryStream(local.Slice(start, packed).ToArray()), CompressionMode.Decompress))
            deflate.CopyTo(body);
        Assert.Equal((size, crc), ((int)body.Length, Checksum(body.ToArray())));
        return (name, Encoding.ASCII.GetString(body.ToArray()));
    }

    /// <summary>The bars of a file of minutes as LEAN's documents describe them.</summary>
    public IEnumerable<(DateTime Time, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume)> Minutes(string path)
    {
        var midnight = DateTime.ParseExact(Path.GetFileName(path)[..8], "yyyyMMdd", CultureInfo.InvariantCulture);
        foreach (var line in Open(path).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var values = line.Split(',').Select(value => decimal.Parse(value, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(6, values.Length);
            yield return (midnight.AddMilliseconds((double)values[0]), values[1] / 10_000, values[2] / 10_000, values[3] / 10_000, values[4] / 10_000, values[5]);
        }
    }

    private static uint Checksum(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
        }

        return ~crc;
    }

    private sealed class Closing : MemoryStream
    {
        public bool IsClosed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
