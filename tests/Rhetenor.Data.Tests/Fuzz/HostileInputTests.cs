using System.Text;
using Rhetenor.Data.Tests.Klines;
using Rhetenor.Data.Tests.Processes;
using Xunit.Abstractions;

namespace Rhetenor.Data.Tests.Fuzz;

/// <summary>Inputs of at most 1 MiB that were built to take memory or time.</summary>
public sealed class HostileInputTests(ITestOutputHelper output)
{
    private const int Mebibyte = 1 << 20;
    private const string Head = "{\"timestamp\":\"2026-01-26_09:00\",\"fields\":[\"open\",\"high\",\"low\",\"close\",\"volume\",\"acc_vol\"],\"data\":{";

    public static TheoryData<string> Names => [.. Inputs.Select(input => input.Name)];

    private static IReadOnlyList<(string Name, string Decoder, Func<byte[]> Bytes)> Inputs { get; } =
    [
        ("object: many bars", "kline object", () => Frame(Line(Ascending(4_000)), 4_000)),
        ("object: many bars in another layout", "kline object", () => Frame(Line(Ascending(4_000)).Replace(":[", ": [", StringComparison.Ordinal), 4_000)),
        ("object: many lines without bars", "kline object", () => Frame(Head + "}}\n", 2_000_000)),
        ("object: a line of 16 MiB", "kline object", () => Frame(Line(Ascending(900_000)).TrimEnd('\n'), 1)),
        ("object: symbols in falling order", "kline object", () => Frame(string.Concat(Ascending(200_000).Reverse().Chunk(1_000).Select(Line)), 1)),
        ("object: a few bars of many symbols all day", "kline object", () => Frame(Sparse(), 1)),
        ("object: rows that are none", "kline object", () => Frame(Head + string.Join(',', Enumerable.Range(0, 9_000).Select(i => $"\"{i:x}?\":0")) + "}}\n", 1_000)),
        ("object: a large window", "kline object", () => [0x28, 0xB5, 0x2F, 0xFD, 0x04, 0xA8, .. new byte[64]]),
        ("object: a forged size", "kline object", () => [0x28, 0xB5, 0x2F, 0xFD, 0xE4, 0, 0, 0, 0x70, 0, 0, 0, 0, .. new byte[64]]),
        ("object: skippable frames", "kline object", () => Repeated([0x50, 0x2A, 0x4D, 0x18, 0, 0, 0, 0])),
        ("object: noise", "kline object", () => [0x28, 0xB5, 0x2F, 0xFD, .. Noise(1)]),
        ("lines: one long number", "kline lines", () => Text(Head + "\"A\":[", "1")),
        ("lines: arrays in arrays", "kline lines", () => Text(Head + "\"A\":", "[")),
        ("lines: empty ones", "kline lines", () => Text("", "\n")),
        ("lines: as many bars as fit", "kline lines", () => Encoding.UTF8.GetBytes(Line(Ascending(43_000)))),
        ("lines: escaped names", "kline lines", () => Encoding.UTF8.GetBytes(Head + string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"\"\\u0041{i}\":0")) + "}}")),
        ("coverage: as many symbols as fit", "coverage", () => Encoding.UTF8.GetBytes("{\"date\":\"20260126\",\"exchange\":\"J\",\"retrieval\":\"20260126160000\",\"symbols\":{" + string.Join(',', Ascending(45_000).Select(symbol => $"\"{symbol}\":{{\"state\":\"a\"}}")) + "}}")),
        ("coverage: numbers", "coverage", () => Text("[", "1,")),
        ("master: no line end", "mst Kospi", () => Text("", "x")),
        ("master: only line ends", "mst Kospi", () => Text("", "\n")),
        ("ZIP: a bomb", "zip, deflated", () => MasterZipBuilder.Bomb(Market.Kospi, 512, KoreaTime.At(Bars.Date, new TimeOnly(8, 0)))),
        ("ZIP: what the limit lets through", "zip, deflated", () => MasterZipBuilder.Bomb(Market.Kospi, 29, KoreaTime.At(Bars.Date, new TimeOnly(8, 0)))),
        ("ZIP: noise", "zip, deflated", () => [0x50, 0x4B, 3, 4, .. Noise(2)]),
        ("master JSON: a field of its own in each record", "master JSON", () => Records(i => $"\"f{i}\":\"\"")),
        ("master JSON: records of nothing", "master JSON", () => Records(_ => "")),
        ("master JSON: one wide value among many", "master JSON", () => Records(i => i == 0 ? $"\"f\":\"{new string('x', 300_000)}\"" : "\"f\":\"\"")),
        ("master JSON: escapes", "master JSON", () => Records(_ => "\"f\":\"\\u0041\",\"g\":\"\\u0041\",\"h\":\"\\u0041\"")),
        ("KIS: rows of nothing", "minutes", () => Text("{\"output2\":[", "{},")),
        ("KIS: arrays in arrays", "minutes", () => Text("{\"output2\":", "[")),
        ("KIS: as many rows as fit", "minutes", () => Encoding.UTF8.GetBytes("{\"rt_cd\":\"0\",\"output2\":[" + string.Join(',', Enumerable.Repeat(Row, Mebibyte / (Row.Length + 1) - 1)) + "]}")),
        ("KIS: one long text", "minutes", () => Text("{\"msg1\":\"", "\\u0041")),
        ("KIS: as many days as fit", "holidays", () => Encoding.UTF8.GetBytes("{\"rt_cd\":\"0\",\"output\":[" + string.Join(',', Enumerable.Repeat("{\"bass_dt\":\"20261116\",\"opnd_yn\":\"Y\"}", 26_000)) + "]}")),
        ("KIS: a token without end", "token", () => Text("{\"access_token\":\"", "x")),
        ("KIS: an error without end", "error", () => Text("{\"rt_cd\":\"1\",\"msg_cd\":\"", "x")),
        ("key: without end", "kline key", () => Text("p/", "20260126_")),
        ("key: folders", "coverage key", () => Text("", "a/")),
    ];

    private static string Row =>
        """{"stck_bsop_date":"20261116","stck_cntg_hour":"100100","stck_prpr":"1","stck_oprc":"1","stck_hgpr":"1","stck_lwpr":"1","cntg_vol":"1","acml_tr_pbmn":"1"}""";

    [Theory]
    [MemberData(nameof(Names))]
    public async Task L13_P17_a_mebibyte_takes_64_at_most(string name)
    {
        var (_, decoder, make) = Inputs.Single(input => input.Name == name);
        var bytes = make();
        Assert.InRange(bytes.Length, 1, Mebibyte + 32);
        var run = Task.Run(() =>
        {
            // Once for what is made once.
            _ = Decoder.Named(decoder).TryRead(bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var read = Decoder.Named(decoder).TryRead(bytes);
            return (IsRead: read, Allocated: GC.GetAllocatedBytesForCurrentThread() - before);
        });
        Assert.True(run == await Task.WhenAny(run, Task.Delay(TimeSpan.FromMinutes(5))), "it does not end");
        var (isRead, allocated) = await run;
        output.WriteLine($"{name}: {bytes.Length:N0} bytes, {(isRead ? "read" : "refused")}, {allocated / 1048576.0:N1} MiB allocated");
        if (!name.StartsWith("object", StringComparison.Ordinal))
            Assert.True(allocated - bytes.Length <= 64L << 20, $"{allocated:N0} bytes");
    }

    [LinuxFact]
    public async Task P17_every_hostile_object_is_read_or_refused_in_a_process_with_a_heap_of_64_mebibytes()
    {
        // What an object takes is copied while it grows, so that all it ever allocated says little; a limit says it.
        using var folder = new TemporaryFolder();
        foreach (var (name, _, make) in Inputs.Where(input => input.Name.StartsWith("object", StringComparison.Ordinal)))
        {
            var path = Path.Join(folder.Path, "object");
            await File.WriteAllBytesAsync(path, make());
            using var victim = VictimProcess.Start(VictimProcess.Host, [VictimProcess.Program, "unpack", path], ("DOTNET_GCHeapHardLimit", "4100000"));
            output.WriteLine($"{name}: {await victim.EndedAsync()}");
        }
    }

    private static IEnumerable<string> Ascending(int count) => Enumerable.Range(0, count).Select(i => $"{(char)('A' + (i / 36 / 36 / 36))}{Digit(i / 36 / 36)}{Digit(i / 36)}{Digit(i)}");

    private static char Digit(int i) => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[i % 36];

    private static string Line(IEnumerable<string> symbols) => Head + string.Join(',', symbols.Select(symbol => $"\"{symbol}\":[0,0,0,0,0,0]")) + "}}\n";

    private static string Sparse() => Line(Ascending(30_000))
        + string.Concat(Enumerable.Range(0, 1_440).Select(i => Line(["R5IB"]).Replace("09:00", $"{i / 60:00}:{i % 60:00}", StringComparison.Ordinal)));

    // One frame of many repetitions, cut where it gets too long: what is read before the cut is what counts.
    private static byte[] Frame(string text, int times)
    {
        var whole = new StringBuilder(text.Length * Math.Min(times, (24 << 20) / text.Length));
        for (var i = 0; i < times && whole.Length + text.Length < 24 << 20; i++)
            whole.Append(text);
        var frame = ZstdFaultTests.Frame(whole.ToString());
        return frame.Length <= Mebibyte ? [.. frame, .. Padding(Mebibyte - frame.Length)] : frame[..Mebibyte];
    }

    // A skippable frame makes the object larger, and so what it may hold.
    private static byte[] Padding(int length) =>
        length < 8 ? [] : [0x50, 0x2A, 0x4D, 0x18, .. BitConverter.GetBytes(length - 8), .. new byte[length - 8]];

    private static byte[] Text(string start, string repeated)
    {
        var text = new StringBuilder(start, Mebibyte + 16);
        while (text.Length < Mebibyte)
            text.Append(repeated);
        return Encoding.UTF8.GetBytes(text.ToString(0, Mebibyte));
    }

    private static byte[] Records(Func<int, string> fields)
    {
        var text = new StringBuilder("{");
        for (var i = 0; text.Length < Mebibyte - 400_000; i++)
            text.Append(i == 0 ? "" : ",").Append($"\"{i}\":{{{fields(i)}}}");
        return Encoding.UTF8.GetBytes(text.Append('}').ToString());
    }

    private static byte[] Repeated(byte[] bytes) => [.. Enumerable.Repeat(bytes, Mebibyte / bytes.Length).SelectMany(part => part)];

    private static byte[] Noise(int seed)
    {
        var bytes = new byte[Mebibyte - 4];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
