namespace Rhetenor.Data.Tests.Masters;

public sealed class MasterZipTests
{
    private const long Limit = 30 << 20;
    private static readonly DateTimeOffset Written = KoreaTime.At(Samples.Monday, new TimeOnly(8, 45, 6));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sound_zip_gives_content_and_korean_time_on_any_host(bool stored)
    {
        var mst = Samples.Mst();
        var (content, time) = Open(MasterZipBuilder.Build(Market.Kospi, mst, Written, new MasterZipOptions { Stored = stored }));
        Assert.Equal(mst, content);
        Assert.Equal(Written, time);
        Assert.Equal(TimeSpan.FromHours(9), time!.Value.Offset);
    }

    [Fact]
    public void G1_an_empty_body_is_no_zip() => Assert.Equal("a whole ZIP file", Expected([]));

    [Fact]
    public void G2_something_else_is_no_zip() => Assert.Equal("a whole ZIP file", Expected("<html>maintenance</html>"u8.ToArray()));

    [Fact]
    public void G3_every_truncation_is_refused()
    {
        var zip = MasterZipBuilder.Build(Market.Kospi, Samples.Mst(records: 3), Written);
        for (var length = 0; length < zip.Length; length++)
            Assert.Equal("a whole ZIP file", Expected(zip[..length]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void G4_every_flipped_bit_is_refused_or_changes_nothing_that_is_used(bool stored)
    {
        var mst = Samples.Mst(records: 3);
        var zip = MasterZipBuilder.Build(Market.Kospi, mst, Written, new MasterZipOptions { Stored = stored });
        var refused = 0;
        for (var bit = 0; bit < zip.Length * 8; bit++)
        {
            zip[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.Equal(mst, Open(zip).Mst);
            }
            catch (MstFormatException)
            {
                refused++;
            }

            zip[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        // The content is most of the file; what is left are times and attributes nobody reads.
        Assert.True(refused > zip.Length * 8 * 3 / 4, $"{refused} of {zip.Length * 8}");
    }

    [Fact]
    public void G4_a_flipped_bit_of_the_content_is_named_as_a_wrong_crc()
    {
        var zip = MasterZipBuilder.Build(Market.Kospi, Samples.Mst(), Written, new MasterZipOptions { Defect = MasterZipDefect.FlippedBit });
        Assert.StartsWith("CRC-32 ", Expected(zip), StringComparison.Ordinal);
    }

    [Fact]
    public void G5_a_bomb_is_refused_before_memory_is_taken()
    {
        var zip = MasterZipBuilder.Bomb(Market.Kospi, 256, Written);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal($"at most {Limit} bytes in 'kospi_code.mst'", Expected(zip));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void G6_a_declared_size_smaller_than_the_content_is_refused() =>
        Assert.StartsWith("CRC-32 ", Expected(MasterZipBuilder.Build(
            Market.Kospi, Samples.Mst(), Written, new MasterZipOptions { Defect = MasterZipDefect.SmallerDeclaredSize })), StringComparison.Ordinal);

    [Theory]
    [InlineData("kosdaq_code.mst")]
    [InlineData("KOSPI_CODE.MST")]
    [InlineData("../kospi_code.mst")]
    public void G7_an_entry_of_another_name_is_refused_and_named(string name)
    {
        var zip = MasterZipBuilder.Build(Market.Kospi, Samples.Mst(), Written, new MasterZipOptions { EntryName = name });
        Assert.Equal(("one entry, 'kospi_code.mst'", $"'{name}'"), Refusal(zip));
    }

    [Fact]
    public void G7_no_entry_is_refused() =>
        Assert.Equal(("one entry, 'kospi_code.mst'", "nothing"), Refusal(MasterZipBuilder.Build(
            Market.Kospi, Samples.Mst(), Written, new MasterZipOptions { Defect = MasterZipDefect.NoEntry })));

    [Fact]
    public void G8_two_entries_of_one_name_are_refused() =>
        Assert.Equal(("one entry, 'kospi_code.mst'", "2 entries"), Refusal(MasterZipBuilder.Build(
            Market.Kospi, Samples.Mst(), Written, new MasterZipOptions { Defect = MasterZipDefect.DuplicateEntry })));

    [Theory]
    [InlineData(MasterZipDefect.EncryptedFlag)]
    [InlineData(MasterZipDefect.UnsupportedMethod)]
    public void G9_encryption_and_unknown_methods_are_refused(MasterZipDefect defect) =>
        Assert.Equal("an entry that is stored or deflated, and not encrypted", Expected(MasterZipBuilder.Build(
            Market.Kospi, Samples.Mst(), Written, new MasterZipOptions { Defect = defect })));

    private static (byte[] Mst, DateTimeOffset? Time) Open(byte[] zip) => MasterZip.Open(new MasterZipFile(Market.Kospi, zip), Limit);

    private static string Expected(byte[] zip) => Refusal(zip).Expected;

    // What tells one kind of refusal from another.
    private static (string Expected, string Found) Refusal(byte[] zip)
    {
        var exception = Assert.Throws<MstFormatException>(() => Open(zip));
        Assert.Equal((Market.Kospi, 0, null), (exception.Market, exception.Line, exception.Field));
        Assert.Equal($"The kospi master's ZIP is unusable: expected {exception.Expected}, found {exception.Found}.", exception.Message);
        return (exception.Expected, exception.Found);
    }
}
