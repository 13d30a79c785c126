using System.Text;
using System.Text.RegularExpressions;

namespace Rhetenor.Data.Tests.Klines;

/// <summary>Rows set as programs are known to set them: they are read by a reader of their own, which must not read otherwise than the general one.</summary>
public sealed partial class KlineStyleTests
{
    private static readonly string[] Shapes =
    [
        "\"open\",\"high\",\"low\",\"close\",\"volume\"",
        "\"open\",\"high\",\"low\",\"close\",\"volume\",\"acc_vol\"",
        "\"open\",\"high\",\"low\",\"close\",\"volume\",\"acc_krw_vol\"",
        "\"open\",\"high\",\"low\",\"close\",\"volume\",\"acc_vol\",\"acc_value\"",
        "\"close\",\"high\",\"low\",\"open\",\"volume\",\"acc_value\",\"acc_vol\"",
    ];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void H7_every_known_style_is_read_as_the_general_reader_reads_it(bool isSpaced, bool isText)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var (fast, general) = Lines(seed, isSpaced, isText);
            var read = Read(fast);
            Assert.Equal(Read(general), read);
            Assert.DoesNotContain("refused", read, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void H7_one_byte_that_is_another_is_read_or_refused_as_the_general_reader_does(bool isSpaced, bool isText)
    {
        var random = new Random(7);
        var refused = 0;
        for (var i = 0; i < 4_000; i++)
        {
            var (fast, general) = Lines(i % 20, isSpaced, isText);
            var at = random.Next(fast.IndexOf("data", StringComparison.Ordinal) + 7, fast.Length - 3);
            var other = " \"',:[]{}0159.-eA\\\n"[random.Next(19)];
            var read = Read(Changed(fast, at, other));
            Assert.Equal(Read(Changed(general, at, other)), read);
            refused += read.Contains("refused", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange(refused, 500, 3_500);
    }

    [Fact]
    public void H7_the_originals_layout_is_read_without_allocating_for_bars()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60).Select(i => Styled(
            Bars.Line(string.Join(',', Enumerable.Range(0, 300).Select(j => $"\"{j:D6}\":[{70_000 + j},70100,69900,70000,100,{1_000 + i}]")), stamp: $"2026-01-26_09{i:D2}"), true, true))));
        _ = KlineCodec.Decode(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var table = KlineCodec.Decode(text);
        Assert.Equal(18_000, table.BarCount);
        // Blocks of bars, the symbols, and little for each line; a text for each bar alone would be more than twice of this.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 18_000 * 120);
    }

    private static (string Fast, string General) Lines(int seed, bool isSpaced, bool isText)
    {
        var random = new Random(seed);
        var shape = Shapes[random.Next(Shapes.Length)];
        var values = shape.Count(c => c == ',') + 1;
        var names = Enumerable.Range(0, 8).Select(i => random.Next(9) == 0 ? $"LONG{i:D8}" : random.Next(3) == 0 ? $"{i:D4}Z0" : $"{i * 37:D6}").Order(StringComparer.Ordinal);
        var rows = string.Join(',', names.Select(name => $"\"{name}\":[{string.Join(',', Enumerable.Range(0, values).Select(_ => Value(random)))}]"));
        var line = Styled(Bars.Line(rows, shape, (seed % 3) switch { 0 => "2026-01-26_09:00", 1 => "2026-01-26_0900", _ => "202601260900" }), isSpaced, isText);
        return (line, line.Replace("}}\n", "},\"more\":0}\n", StringComparison.Ordinal));
    }

    private static string Styled(string line, bool isSpaced, bool isText)
    {
        if (isText)
            line = ValueOfRow().Replace(line, "\"$0\"");
        return isSpaced ? line.Replace("\":", "\": ", StringComparison.Ordinal).Replace(",", ", ", StringComparison.Ordinal) : line;
    }

    private static string Value(Random random) => random.Next(12) switch
    {
        0 => $"{random.NextInt64(1L << random.Next(1, 36))}",
        1 => $"{random.Next(100_000)}",
        _ => $"{random.Next(10_000_000)}",
    };

    private static string Changed(string text, int at, char other) => $"{text[..at]}{other}{text[(at + 1)..]}";

    private static string Read(string text)
    {
        try
        {
            var table = Bars.Decode(text);
            return string.Join('\n', Bars.Flat(table).Select(bar => bar.ToString()).Concat(table.Problems.Select(problem => problem.ToString())));
        }
        catch (KlineFormatException exception)
        {
            return $"refused: {exception.Line} {exception.Where}";
        }
    }

    [GeneratedRegex(@"(?<=\[[\d.,]*)[\d.]+(?=[\d.,]*\])")]
    private static partial Regex ValueOfRow();
}
