using System.IO.Compression;
using System.IO.Hashing;

namespace Rhetenor.Data.Tests;

public sealed class MasterZipBuilderTests
{
    private static readonly DateTimeOffset Time = new(2026, 5, 20, 8, 45, 2, KoreaTime.Offset);
    private static readonly byte[] Mst = MstGenerator.Generate(HantooMstSpec.Konex, 40, 1, new DateOnly(2026, 5, 20));

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_proper_zip_is_read_by_everyone(bool stored, bool utcTime)
    {
        var zip = MasterZipBuilder.Build(Market.Konex, Mst, Time, new MasterZipOptions { Stored = stored, UtcTime = utcTime });
        using var archive = new ZipArchive(new MemoryStream(zip));
        var entry = Assert.Single(archive.Entries);
        Assert.Equal("konex_code.mst", entry.FullName);
        Assert.Equal(Time.DateTime, entry.LastWriteTime.DateTime);
        Assert.Equal(Mst.Length, entry.Length);
        Assert.Equal(Mst, Content(entry));
        Assert.Equal(Crc32.HashToUInt32(Mst), entry.Crc32);
        Assert.Equal(stored, entry.CompressedLength == Mst.Length);
    }

    [Fact]
    public void A_utc_instant_is_written_as_korean_time()
    {
        using var archive = new ZipArchive(new MemoryStream(MasterZipBuilder.Build(Market.Konex, Mst, Time.ToUniversalTime())));
        Assert.Equal(Time.DateTime, archive.Entries[0].LastWriteTime.DateTime);
    }

    [Fact]
    public void Names_can_be_wrong()
    {
        using var archive = Open(new MasterZipOptions { EntryName = "KOSPI_CODE.MST" });
        Assert.Equal("KOSPI_CODE.MST", Assert.Single(archive.Entries).Name);
    }

    [Fact]
    public void Entries_can_be_none_or_two()
    {
        using var none = Open(new MasterZipOptions { Defect = MasterZipDefect.NoEntry });
        Assert.Empty(none.Entries);
        using var two = Open(new MasterZipOptions { Defect = MasterZipDefect.DuplicateEntry });
        Assert.Equal(["konex_code.mst", "konex_code.mst"], two.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public void A_flipped_bit_shows_in_the_checksum_only()
    {
        using var archive = Open(new MasterZipOptions { Defect = MasterZipDefect.FlippedBit });
        var content = Content(archive.Entries[0]);
        Assert.Equal(Mst.Length, content.Length);
        Assert.Equal(1, content.Zip(Mst).Count(pair => pair.First != pair.Second));
        Assert.NotEqual(Crc32.HashToUInt32(content), archive.Entries[0].Crc32);
    }

    [Fact]
    public void A_size_declared_too_small_hides_half_of_the_content()
    {
        using var archive = Open(new MasterZipOptions { Defect = MasterZipDefect.SmallerDeclaredSize });
        Assert.Equal(Mst.Length / 2, archive.Entries[0].Length);
        Assert.Equal(Crc32.HashToUInt32(Mst), archive.Entries[0].Crc32);
    }

    [Fact]
    public void Encryption_and_unknown_methods_are_announced()
    {
        using var encrypted = Open(new MasterZipOptions { Defect = MasterZipDefect.EncryptedFlag });
        Assert.True(encrypted.Entries[0].IsEncrypted);
        using var unsupported = Open(new MasterZipOptions { Defect = MasterZipDefect.UnsupportedMethod });
        Assert.Throws<InvalidDataException>(() => Content(unsupported.Entries[0]));
    }

    [Fact]
    public void A_truncated_file_is_no_zip() =>
        Assert.Throws<InvalidDataException>(() => Open(new MasterZipOptions { Defect = MasterZipDefect.Truncated }));

    [Fact]
    public void A_bomb_is_small_and_unpacks_to_much()
    {
        var bomb = MasterZipBuilder.Bomb(Market.Kospi, 32, Time);
        Assert.InRange(bomb.Length, 1, 64 * 1024);
        using var archive = new ZipArchive(new MemoryStream(bomb));
        var entry = Assert.Single(archive.Entries);
        Assert.Equal(32L << 20, entry.Length);
        Assert.Equal(32 << 20, Content(entry).Length);
    }

    private static ZipArchive Open(MasterZipOptions options) =>
        new(new MemoryStream(MasterZipBuilder.Build(Market.Konex, Mst, Time, options)));

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
