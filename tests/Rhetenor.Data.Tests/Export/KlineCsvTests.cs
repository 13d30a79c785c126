using System.Globalization;
using Rhetenor.Data.Tests.Klines;
using static Rhetenor.Data.Tests.Klines.ShapeBars;

namespace Rhetenor.Data.Tests.Export;

public sealed class KlineCsvTests
{
    private static readonly Kline Half = new(At(Plain, "09:00"), 75_000.5m, 75_100, 74_900, 75_050, 1_000, 5_000_000, 375_000_000_000);

    [Fact]
    public void One_line_a_bar_with_a_header_and_blanks_for_what_is_not_known()
    {
        var bare = new Kline(At(Plain, "09:01"), 75_050, 75_050, 75_050, 75_050, 1, null);
        Assert.Equal(
            "symbol,time,open,high,low,close,volume,acc_vol,acc_value\r\n"
            + "005930,2026-01-26T09:00:00+09:00,75000.5,75100,74900,75050,1000,5000000,375000000000\r\n"
            + "005930,2026-01-26T09:01:00+09:00,75050,75050,75050,75050,1,,\r\n",
            Text([Half, bare]));
    }

    [Fact]
    public void Offset_and_header_can_be_left_out_and_filled_bars_marked()
    {
        using var text = new StringWriter();
        var filled = Of([Half]).FillForward([Covered(Plain, "09:01")]);
        Assert.Equal(2, KlineCsv.Write(text, [filled], header: false, offset: false, filled: true));
        Assert.Equal(
            "005930,2026-01-26T09:00:00,75000.5,75100,74900,75050,1000,5000000,375000000000,false\r\n"
            + "005930,2026-01-26T09:01:00,75050,75050,75050,75050,0,5000000,375000000000,true\r\n",
            text.ToString());
    }

    [Fact]
    public void The_culture_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (german.NumberFormat.NumberDecimalSeparator, german.DateTimeFormat.TimeSeparator) = (",", ".");
            CultureInfo.CurrentCulture = german;
            Assert.Contains(",75000.5,", Text([Half]), StringComparison.Ordinal);
            Assert.Contains("T09:00:00+", Text([Half]), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Written_by_symbol_or_as_it_streams_it_reads_back_the_same(int seed)
    {
        var slices = Bars.Day(seed, accValue: seed == 2, isPlain: false).Select(Storable).ToList();
        using var bySymbol = new StringWriter();
        using var streamed = new StringWriter();
        Assert.Equal(slices.Sum(slice => slice.Count), await KlineCsv.WriteAsync(streamed, slices.ToAsyncEnumerable()));
        KlineCsv.Write(bySymbol, KlineHistory.Of(slices));
        var expected = slices.SelectMany(slice => slice).Select(bar => (bar.Symbol, bar.Kline)).ToList();
        Assert.Equal(expected, Read(streamed.ToString()));
        Assert.Equal(expected.OrderBy(bar => bar.Symbol, StringComparer.Ordinal).ThenBy(bar => bar.Kline.Minute), Read(bySymbol.ToString()));
    }

    // Columns are exact to 100 billion won.
    private static KlineSlice Storable(KlineSlice slice) => new(slice.Minute, slice.Where(bar => new[] { bar.Kline.Open, bar.Kline.High, bar.Kline.Low, bar.Kline.Close }.Max() < 100_000_000_000));

    private static string Text(IEnumerable<Kline> bars)
    {
        using var text = new StringWriter();
        KlineCsv.Write(text, [Of(bars)]);
        return text.ToString();
    }

    private static IEnumerable<(string Symbol, Kline Kline)> Read(string csv)
    {
        Assert.EndsWith("\r\n", csv, StringComparison.Ordinal);
        foreach (var line in csv.Split("\r\n")[1..^1])
        {
            var values = line.Split(',');
            Assert.Equal(9, values.Length);
            var time = DateTimeOffset.Parse(values[1], CultureInfo.InvariantCulture);
            Assert.Equal(TimeSpan.FromHours(9), time.Offset);
            var prices = values[2..6].Select(value => decimal.Parse(value, CultureInfo.InvariantCulture)).ToArray();
            yield return (values[0], new(time.DateTime, prices[0], prices[1], prices[2], prices[3], long.Parse(values[6], null), Number(values[7]), Number(values[8])));
        }
    }

    private static long? Number(string text) => text.Length == 0 ? null : long.Parse(text, CultureInfo.InvariantCulture);
}
