using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>Large objects are decompressed on one thread and read on another; nothing else may come of it.</summary>
public sealed class ParallelUnpackerTests
{
    private static readonly byte[] Large = KlineCodec.Pack(Bars.Day(1, symbols: 400, minutes: 120));

    [Fact]
    public async Task What_is_read_on_two_threads_is_what_one_reads()
    {
        Assert.True(Large.Length > 512 << 10);
        var table = new KlineTable();
        await ParallelUnpacker.UnpackAsync(Large, table, default);
        Assert.Equal(Bars.Flat(KlineCodec.Unpack(Large)), Bars.Flat(table));
        Assert.True(table.HasChecksum);
    }

    [Fact]
    public async Task I3_damage_is_found_as_one_thread_finds_it_and_leaves_the_table_as_it_was()
    {
        var random = new Random(11);
        for (var i = 0; i < 60; i++)
        {
            var body = (byte[])Large.Clone();
            if (i % 3 == 0)
                body = body[..random.Next(1, body.Length)];
            else
                body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
            var table = KlineCodec.Unpack(KlineCodec.Pack(Bars.Day(2, minutes: 3)));
            var before = Bars.Flat(table).ToList();
            var expected = Record.Exception(() => KlineCodec.Unpack(body));
            var found = await Record.ExceptionAsync(() => ParallelUnpacker.UnpackAsync(body, table, default));
            Assert.NotNull(expected);
            Assert.Equal((expected.GetType(), expected.Message), (found?.GetType(), found?.Message));
            Assert.Equal(before, Bars.Flat(table));
        }
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_ends_both_threads()
    {
        using var text = new KlineText();
        text.Write(Bars.Day(1, symbols: 400, minutes: 120), accValue: false);
        var lines = text.Written.ToArray();
        lines[(lines.Length / 4) + lines.AsSpan()[(lines.Length / 4)..].IndexOf("\"fields\""u8) + 1] = (byte)'F';
        var frame = new byte[Zstd.Bound(lines.Length)];
        var body = frame[..Zstd.Compress(lines, frame, 3)];
        var expected = Assert.Throws<KlineFormatException>(() => KlineCodec.Unpack(body));
        var found = await Assert.ThrowsAsync<KlineFormatException>(() => ParallelUnpacker.UnpackAsync(body, new(), default));
        Assert.Equal(expected.Message, found.Message);
    }

    [Fact]
    public async Task It_can_be_cancelled()
    {
        var table = new KlineTable();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ParallelUnpacker.UnpackAsync(Large, table, new CancellationToken(canceled: true)));
        Assert.Empty(table);
    }
}
