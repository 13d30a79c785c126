namespace Rhetenor.Data.Tests.Klines;

/// <summary>Whatever is packed is read back, within the limits that readers have by default.</summary>
public sealed class PackedIsReadTests
{
    public static TheoryData<int> Levels => [1, 3, 19];

    [Theory]
    [MemberData(nameof(Levels))]
    public void M28_equal_bars_below_the_free_ones_are_read_back(int level)
    {
        var day = Table(48, Names(2_700), (_, _) => true, (_, _, minute) => Bars.Bar(minute));
        Assert.True(KlineCodec.Encode(day).Length > 200 * 20_000);
        AssertIsRead(day, level);
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void M28_few_bars_of_many_symbols_are_read_back(int level)
    {
        // Every symbol has a bar in a minute of its own, and its place in all of them: 47 million cells.
        var day = Table(1_440, Names(32_768), (symbol, minute) => symbol % 1_440 == minute, (_, _, minute) => Bars.Bar(minute));
        AssertIsRead(day, level);
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void M28_lines_without_a_bar_are_read_back(int level) => AssertIsRead(Table(1_440, [], (_, _) => true, (_, _, minute) => Bars.Bar(minute)), level);

    [Theory]
    [InlineData(1, 250_000)]
    [InlineData(3, 250_000)]
    [InlineData(19, 25_000)]
    public void P15_tables_of_every_size_and_likeness_are_read_back(int level, int mostBars)
    {
        var random = new Random(28 + level);
        for (var round = 0; round < 60; round++)
        {
            // Of one bar or very many, of one value or thousands, full or nearly empty.
            var symbols = 1 << random.Next(14);
            var sparse = 1 << random.Next(9);
            var minutes = 1 + random.Next((int)Math.Min(1_440L, mostBars * (long)sparse / symbols));
            var values = 1 << random.Next(12);
            var most = random.Next(4) == 0 ? long.MaxValue : values;
            var accValue = random.Next(2) == 0;
            AssertIsRead(Table(minutes, Names(symbols), (_, _) => random.Next(sparse) == 0, (_, _, minute) => new Kline(
                minute, random.Next(values), random.Next(values), random.Next(values), random.Next(values) / 16m,
                most - random.Next(values), most - random.Next(values), accValue ? most : null)), level, accValue);
        }
    }

    [Fact]
    public void What_no_reader_takes_is_not_packed()
    {
        var refused = Assert.Throws<ArgumentException>(() => KlineCodec.Pack(Table(1, Names(32_769), (_, _) => true, (_, _, minute) => Bars.Bar(minute))));
        Assert.Contains("32769 symbols", refused.Message, StringComparison.Ordinal);
        Assert.Contains("at most 32768", refused.Message, StringComparison.Ordinal);
        refused = Assert.Throws<ArgumentException>(() => KlineCodec.Pack(Table(1, Names(20_000), (_, _) => true, (_, _, minute) => new Kline(
            minute, KlinePrice.MaxWon, KlinePrice.MaxWon, KlinePrice.MaxWon, KlinePrice.MaxWon, long.MaxValue, long.MaxValue))));
        Assert.Contains("2097152", refused.Message, StringComparison.Ordinal);
    }

    private static void AssertIsRead(List<KlineSlice> day, int level, bool accValue = false)
    {
        var body = KlineCodec.Pack(day, accValue, level);
        var table = KlineCodec.Unpack(body);
        Assert.Equal(day.Count, table.Count);
        Assert.Equal(0, table.ProblemCount);
        Assert.True(table.HasChecksum);
        Assert.True(KlineCodec.Encode(day, accValue).AsSpan().SequenceEqual(KlineCodec.Encode(table, accValue)));
        // Equal slices give equal bytes, whatever tables they come from.
        Assert.True(body.AsSpan().SequenceEqual(KlineCodec.Pack(table, accValue, level)));
    }

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"{i:D6}")];

    private static List<KlineSlice> Table(int minutes, string[] symbols, Func<int, int, bool> has, Func<int, int, DateTime, Kline> bar) =>
    [
        .. Enumerable.Range(0, minutes).Select(i => Bars.Slice(Bars.Date.ToDateTime(TimeOnly.MinValue).AddMinutes(i), [.. Enumerable.Range(0, symbols.Length)
            .Where(symbol => has(symbol, i))
            .Select(symbol => (symbols[symbol], bar(symbol, i, Bars.Date.ToDateTime(TimeOnly.MinValue).AddMinutes(i))))])),
    ];
}
