using System.Diagnostics;
using System.Text;

namespace Rhetenor.Data.Tests.Klines;

public sealed class KlineCodecTests
{
    [Fact]
    public void The_bytes_are_those_of_the_contract()
    {
        var slice = Bars.Slice(Bars.At(9, 0), ("005930", Bars.Bar(Bars.At(9, 0))), ("000660", new Kline(Bars.At(9, 0), 308_750.5m, 0, 9_999.0625m, 10_000, 0, 123_456_789_012, 1)));
        Assert.Equal(
            """{"timestamp":"2026-01-26_09:00","fields":["open","high","low","close","volume","acc_vol"],"data":{"000660":[308750.5,0,9999.0625,10000,0,123456789012],"005930":[75000,75100,74900,75000,1000,5000000]}}""" + "\n",
            Encoding.UTF8.GetString(KlineCodec.Encode([slice])));
        Assert.Equal(
            """{"timestamp":"2026-01-26_09:00","fields":["open","high","low","close","volume","acc_vol","acc_value"],"data":{"000660":[308750.5,0,9999.0625,10000,0,123456789012,1],"005930":[75000,75100,74900,75000,1000,5000000,null]}}""" + "\n",
            Encoding.UTF8.GetString(KlineCodec.Encode([slice], accValue: true)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9_999)]
    [InlineData(10_000)]
    [InlineData(99_999_999)]
    [InlineData(100_000_000)]
    [InlineData(9_999_999_999_999_999)]
    [InlineData(long.MaxValue)]
    public void Numbers_of_every_length_are_written_and_read(long value)
    {
        var bar = Bars.Bar(Bars.At(9, 0), volume: value, accVolume: value);
        var text = KlineCodec.Encode([Bars.Slice(Bars.At(9, 0), ("A", bar))]);
        Assert.Contains(FormattableString.Invariant($",{value},{value}]"), Encoding.UTF8.GetString(text), StringComparison.Ordinal);
        Assert.Equal(bar, KlineCodec.Decode(text)[0]["A"]);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void P15_what_is_encoded_is_decoded_and_equal_input_gives_equal_bytes(bool accValue, bool isPlain)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var day = Bars.Day(seed, minutes: 20, accValue: accValue, isPlain: isPlain);
            var text = KlineCodec.Encode(day, accValue);
            Assert.Equal(Bars.Flat(day), Bars.Flat(KlineCodec.Decode(text)));
            Assert.Equal(text, KlineCodec.Encode(KlineCodec.Decode(text), accValue));
            var body = KlineCodec.Pack(day, accValue);
            Assert.Equal(body, KlineCodec.Pack(Bars.Day(seed, minutes: 20, accValue: accValue, isPlain: isPlain), accValue));
            var unpacked = KlineCodec.Unpack(body);
            Assert.Equal(Bars.Flat(day), Bars.Flat(unpacked));
            Assert.True(unpacked.HasChecksum);
            Assert.Equal(0, unpacked.ProblemCount);
        }
    }

    [Fact]
    public void Both_readers_read_the_same()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var text = Encoding.UTF8.GetString(KlineCodec.Encode(Bars.Day(seed, minutes: 10, isPlain: true)));
            var spaced = text.Replace(",", ", ", StringComparison.Ordinal).Replace(":", ": ", StringComparison.Ordinal)
                .Replace("_09: ", "_09:", StringComparison.Ordinal);
            Assert.Equal(Bars.Flat(Bars.Decode(text)), Bars.Flat(Bars.Decode(spaced)));
            Assert.Equal(Bars.Flat(Bars.Decode(text)), Bars.Flat(Bars.Decode(text.Replace("\n", "\r\n", StringComparison.Ordinal))));
        }
    }

    [Fact]
    public void Our_own_layout_is_read_without_the_general_reader_and_without_allocating_for_bars()
    {
        var body = KlineCodec.Pack(Bars.Day(1, symbols: 300, minutes: 50).Select(WithoutUnknown));
        var table = new KlineTable();
        KlineCodec.Unpack(body, table);
        table.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        KlineCodec.Unpack(body, table);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 2_000);
        Assert.True(table.BarCount > 8_000);
    }

    [Fact]
    public void Minutes_that_do_not_ascend_or_leave_their_date_are_refused()
    {
        var (first, second) = (Bars.Slice(Bars.At(9, 1)), Bars.Slice(Bars.At(9, 0)));
        Assert.Throws<ArgumentException>(() => KlineCodec.Encode([first, second]));
        Assert.Throws<ArgumentException>(() => KlineCodec.Encode([first, first]));
        Assert.Throws<ArgumentException>(() => KlineCodec.Encode([first, Bars.Slice(Bars.At(9, 1).AddDays(1))]));
    }

    [Fact]
    public void P15_bars_that_are_all_alike_are_still_read_within_the_limits()
    {
        var names = Enumerable.Range(0, 1_000).Select(i => $"{i:D6}").ToArray();
        var day = Enumerable.Range(0, 390).Select(i => Bars.At(9, 0).AddMinutes(i))
            .Select(minute => Bars.Slice(minute, [.. names.Select(name => (name, Bars.Bar(minute)))])).ToList();
        var body = KlineCodec.Pack(day);
        Assert.Equal(390_000, KlineCodec.Unpack(body).BarCount);
        Assert.Equal(body, KlineCodec.Pack(day));
    }

    [ToolFact("zstd")]
    public void The_zstd_tool_reads_what_we_write()
    {
        var day = Bars.Day(3);
        Assert.Equal(KlineCodec.Encode(day), Tool.Run("zstd", ["-dc"], KlineCodec.Pack(day)));
    }

    [ToolFact("zstd")]
    public void We_read_what_the_zstd_tool_writes()
    {
        var day = Bars.Day(4);
        var table = KlineCodec.Unpack(Tool.Run("zstd", ["-c", "-19"], KlineCodec.Encode(day)));
        Assert.Equal(Bars.Flat(day), Bars.Flat(table));
        Assert.False(KlineCodec.Unpack(Tool.Run("zstd", ["-c", "--no-check"], KlineCodec.Encode(day))).HasChecksum);
    }

    [ToolFact("python3")]
    public void Python_reads_our_lines()
    {
        const string Program = "import sys,json\nn=0\nfor l in sys.stdin:\n d=json.loads(l)\n assert list(d)==['timestamp','fields','data'] and len(d['fields'])==6\n n+=sum(r[4] for r in d['data'].values())\nprint(n)";
        var day = Bars.Day(5);
        var sum = Bars.Flat(day).Aggregate(Int128.Zero, (sum, bar) => sum + bar.Kline.Volume);
        Assert.Equal($"{sum}\n", Encoding.UTF8.GetString(Tool.Run("python3", ["-c", Program], KlineCodec.Encode(day))));
    }

    private static KlineSlice WithoutUnknown(KlineSlice slice) => Bars.Slice(slice.Minute, [.. slice
        .Where(bar => bar.Symbol.Length <= 8).Select(bar => (bar.Symbol, Bars.Bar(slice.Minute, volume: bar.Kline.Volume)))]);
}

/// <summary>Programs that may be installed.</summary>
internal static class Tool
{
    public static bool Exists(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Join(folder, name)));

    public static byte[] Run(string name, string[] arguments, byte[] input)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, input);
            // A shell's redirection feeds and empties the pipes at the same time.
            var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true };
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add("f=$1; shift; exec \"$@\" < \"$f\"");
            foreach (var argument in (string[])["sh", file, name, .. arguments])
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return output.ToArray();
        }
        finally
        {
            File.Delete(file);
        }
    }
}

/// <summary>A test that needs a program.</summary>
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string tool) => Skip = Tool.Exists(tool) ? null : $"{tool} is not installed";
}
