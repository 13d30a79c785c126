using System.Text;

namespace Rhetenor.Data.Tests.Klines;

/// <summary>Catalogue group I.</summary>
public sealed class ZstdFaultTests
{
    private static readonly byte[] Object = KlineCodec.Pack(Bars.Day(1, symbols: 5, minutes: 4));
    private const string Whole = "whole and sound frames";
    private static readonly string Window = $"a window of at most {1L << KlineLimits.Default.MaxWindowLog} bytes";
    private static readonly byte[] Skippable = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];

    [Fact]
    public void I1_a_zero_byte_object_is_corrupt() => Assert.Equal(Whole, Expected([]));

    [Fact]
    public void I2_P16_every_truncation_is_reported()
    {
        for (var length = 0; length < Object.Length; length++)
            Assert.Equal(Whole, Expected(Object[..length]));
    }

    [Fact]
    public void I3_P16_every_flipped_bit_is_reported_or_changes_nothing()
    {
        // A few bits of a frame mean nothing to a decoder. The checksum is of the content: no flip changes that unnoticed.
        var text = KlineCodec.Encode(KlineCodec.Unpack(Object));
        var unnoticed = 0;
        for (var bit = 0; bit < Object.Length * 8; bit++)
        {
            var flipped = (byte[])Object.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            if (IsRefused(flipped))
                continue;
            Assert.Equal(text, KlineCodec.Encode(KlineCodec.Unpack(flipped)));
            unnoticed++;
        }

        Assert.InRange(unnoticed, 0, Object.Length / 20);
    }

    [Fact]
    public void I3_a_flipped_bit_of_a_large_object_never_changes_a_bar()
    {
        var day = Bars.Day(2, symbols: 300, minutes: 60, isPlain: true);
        var body = KlineCodec.Pack(day);
        var text = KlineCodec.Encode(day);
        Assert.True(text.Length > 512 << 10);
        var random = new Random(3);
        for (var i = 0; i < 60; i++)
        {
            var flipped = (byte[])body.Clone();
            var at = i < 5 * 8 ? i : random.Next(body.Length * 8);
            flipped[at / 8] ^= (byte)(1 << (at % 8));
            try
            {
                // A larger window than needed is no other content.
                Assert.Equal(text, KlineCodec.Encode(KlineCodec.Unpack(flipped)));
            }
            catch (RhetenorException)
            {
            }
        }
    }

    [ToolFact("zstd")]
    public void I4_an_object_without_checksum_says_so_because_damage_may_go_unnoticed()
    {
        var body = Tool.Run("zstd", ["-c", "--no-check"], KlineCodec.Encode(Bars.Day(1)));
        var text = KlineCodec.Encode(KlineCodec.Unpack(body));
        var changed = 0;
        for (var bit = 0; bit < body.Length * 8; bit += 97)
        {
            var flipped = (byte[])body.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                var day = KlineCodec.Unpack(flipped);
                Assert.False(day.HasChecksum);
                changed += KlineCodec.Encode(day).AsSpan().SequenceEqual(text) ? 0 : 1;
            }
            catch (RhetenorException)
            {
            }
            catch (ArgumentException)
            {
                // Its minutes are out of order now.
                changed++;
            }
        }

        // That is why such an object is not believed without a doubt.
        Assert.True(changed > 0);
    }

    [Fact]
    public void I5_P17_a_bomb_is_refused_before_it_takes_memory()
    {
        var bomb = Frame(new string(' ', 64 << 20));
        Assert.True(bomb.Length < 16 << 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal($"at most {Math.Max(1 << 20, bomb.Length * KlineLimits.Default.MaxRatio)} bytes of text", Expected(bomb));
        Assert.Equal($"at most {1 << 20} bytes of text", Expected(bomb, new KlineLimits { MaxRatio = int.MaxValue, MaxBytes = 1 << 20 }));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 << 20);
        Assert.Equal("line", Assert.Throws<KlineFormatException>(() => KlineCodec.Unpack(bomb, new KlineLimits { MaxRatio = int.MaxValue, MaxLineBytes = 1 << 20 })).Where);
    }

    [Fact]
    public void I6_L13_a_forged_content_size_takes_no_memory()
    {
        // A frame of one byte that declares 1.8 GB: single segment and an eight-byte size, then the same with a window.
        byte[] forged = [0x28, 0xB5, 0x2F, 0xFD, 0xE0, 0, 0, 0, 0x70, 0, 0, 0, 0, 9, 0, 0, 10];
        byte[] windowed = [0x28, 0xB5, 0x2F, 0xFD, 0xC0, 0x58, 0, 0, 0, 0x70, 0, 0, 0, 0, 9, 0, 0, 10];
        foreach (var body in (byte[][])[forged, windowed])
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Contains(Expected(body), (string[])[Whole, Window]);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        }
    }

    [ToolFact("zstd")]
    public void I7_a_window_over_the_limit_is_refused()
    {
        var text = KlineCodec.Encode(Bars.Day(1, symbols: 400, minutes: 120));
        var body = Tool.Run("zstd", ["-c", "--long=27", "--no-content-size"], text);
        Assert.Equal(Window, Expected(body));
        Assert.Equal(120, KlineCodec.Unpack(body, new KlineLimits { MaxWindowLog = 27 }).Count);
    }

    [Fact]
    public void I8_frames_after_each_other_and_skippable_ones_are_all_read()
    {
        var first = KlineCodec.Pack([Bars.Slice(Bars.At(9, 0), ("A", Bars.Bar(Bars.At(9, 0))))]);
        var second = KlineCodec.Pack([Bars.Slice(Bars.At(9, 1), ("A", Bars.Bar(Bars.At(9, 1))))]);
        Assert.Equal(2, KlineCodec.Unpack([.. first, .. second]).BarCount);
        Assert.Equal(2, KlineCodec.Unpack([.. Skippable, .. first, .. Skippable, .. second, .. Skippable]).BarCount);
        Assert.Empty(KlineCodec.Unpack(Skippable));
        for (var cut = 1; cut < second.Length; cut++)
            Assert.Equal(Whole, Expected([.. first, .. second[..cut]]));
    }

    [Fact]
    public void I9_anything_else_behind_a_frame_is_reported()
    {
        Assert.Equal(Whole, Expected([.. Object, 0]));
        Assert.Equal(Whole, Expected([.. Object, .. "trailing garbage"u8]));
    }

    [Fact]
    public void I10_what_is_not_zstd_is_reported()
    {
        Assert.Equal("a zstd frame", Expected(KlineCodec.Encode(Bars.Day(1))));
        Assert.Equal("a zstd frame", Expected([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]));
        Assert.Equal("a zstd frame", Expected(Encoding.UTF8.GetBytes("<Error><Code>NoSuchKey</Code></Error>")));
    }

    [Fact]
    public void I11_a_dictionary_is_reported()
    {
        // A one-byte dictionary id behind the descriptor of a single segment, its size, and an empty block.
        byte[] body = [0x28, 0xB5, 0x2F, 0xFD, 0x21, 7, 0, 1, 0, 0];
        Assert.Equal("no dictionary", Expected(body));
    }

    [Fact]
    public void Random_bytes_never_escape_the_typed_errors()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var body = (byte[])Object.Clone();
            random.NextBytes(body.AsSpan(random.Next(body.Length)));
            Assert.ThrowsAny<RhetenorException>(() => KlineCodec.Unpack(body));
        }
    }

    internal static byte[] Frame(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var frame = new byte[Zstd.Bound(bytes.Length)];
        return frame[..Zstd.Compress(bytes, frame, Defaults.CompressionLevel)];
    }

    // What tells one kind of refusal from another.
    private static string Expected(byte[] body, KlineLimits? limits = null)
    {
        var exception = Assert.Throws<KlineFormatException>(() => KlineCodec.Unpack(body, limits));
        Assert.Equal((0, "zstd"), (exception.Line, exception.Where));
        Assert.Contains($"expected {exception.Expected}, found {exception.Found}", exception.Message, StringComparison.Ordinal);
        return exception.Expected;
    }

    private static bool IsRefused(byte[] body)
    {
        try
        {
            _ = KlineCodec.Unpack(body);
            return false;
        }
        catch (KlineFormatException exception) when (exception.Where == "zstd")
        {
            return true;
        }
    }
}
