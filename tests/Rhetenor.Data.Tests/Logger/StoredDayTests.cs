using System.Text;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>Whole days that the Python original wrote: bars with the day's value and without coverage.</summary>
public sealed class StoredDayTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Fact]
    public async Task Bars_without_coverage_count_where_the_day_s_value_and_another_fact_prove_them()
    {
        var (world, whole) = await WrittenAsync();
        var bars = world.Held(Day).BarCount;
        var report = await LaterAsync(world);
        Assert.True(report.IsFinal, report.ToText());
        Assert.DoesNotContain(report.Objects, key => KlineKey.TryParse(key, out _));
        Assert.Equal(bars, world.Held(Day).BarCount);
        // At most the daily bar of each symbol; those without bars are asked about as before.
        var traded = report.Symbols.Where(symbol => world.Held(Day).HasBars(symbol.Symbol)).ToList();
        Assert.All(traded, symbol => Assert.InRange(symbol.Calls, 0, 1));
        Assert.True(traded.Count >= 4 && report.Calls * 2 < whole, $"{report.Calls} of {whole} calls for {traded.Count} symbols");
        Assert.All(traded, symbol =>
        {
            var coverage = world.Covered(Day).Symbols[symbol.Symbol];
            Assert.True(coverage.IsFinal);
            Assert.True(coverage.Witnesses.HasFlag(KlineWitnesses.MoneyChain), $"{symbol.Symbol}: {coverage}");
            Assert.NotEqual(KlineWitnesses.None, coverage.Witnesses & (KlineWitnesses.LastMinute | KlineWitnesses.DailyBar | KlineWitnesses.NextMaster));
            Assert.Null(coverage.PricesAsOf);
        });

        // And then nothing is asked any more.
        Assert.Equal(0, (await LaterAsync(world)).Calls);
    }

    [Theory]
    [InlineData("a row in the middle")]
    [InlineData("the last rows")]
    [InlineData("the first rows")]
    [InlineData("the value of a row")]
    [InlineData("the volume of a row")]
    public async Task Where_they_do_not_prove_themselves_the_day_is_fetched(string what)
    {
        var (world, _) = await WrittenAsync(rows => what switch
        {
            "a row in the middle" => [.. rows.Where((_, i) => i != rows.Count / 2)],
            "the last rows" => rows[..^20],
            "the first rows" => rows[20..],
            "the value of a row" => [.. rows.Select((row, i) => i == rows.Count / 2 ? new(row.Minute, row.Open, row.High, row.Low, row.Close, row.Volume, null, row.AccValue * 2) : row)],
            _ => [.. rows.Select((row, i) => i == rows.Count / 2 ? new(row.Minute, row.Open, row.High, row.Low, row.Close, (row.Volume * 3) + 1_000, null, row.AccValue) : row)],
        });
        var report = await LaterAsync(world);
        Assert.True(report.IsFinal, report.ToText());
        Assert.NotEmpty(report.Objects);
        AssertPrices(world);
    }

    [Theory]
    [InlineData("15:32", 0)] // fetched before KIS had the last figures of the day
    [InlineData("18:30", 1)] // fetched in parts on two dates, between which a price may have been adjusted
    public async Task Where_the_last_bar_had_not_settled_or_the_bars_are_of_two_dates_the_day_is_fetched(string time, int laterPart)
    {
        var (world, whole) = await WrittenAsync(time: time, laterPart: laterPart);
        var report = await LaterAsync(world);
        Assert.True(report.IsFinal, report.ToText());
        Assert.True(report.Calls >= whole, $"{report.Calls} of {whole} calls");
    }

    [Fact]
    public async Task Bars_that_were_fetched_on_a_later_date_say_so()
    {
        var (world, _) = await WrittenAsync(later: 1);
        var report = await LaterAsync(world);
        Assert.True(report.IsFinal, report.ToText());
        Assert.Contains(report.Symbols, symbol => world.Covered(Day).Symbols[symbol.Symbol].PricesAsOf == Day.AddDays(1));
    }

    private static Task<CatchUpReport> LaterAsync(LoggerWorld world)
    {
        var morning = KoreaTime.At(Day.AddDays(2), new TimeOnly(10, 0));
        if (morning > world.Clock.GetUtcNow())
            world.Clock.AdvanceTo(morning);
        return world.RunAsync(() => world.Logger().CatchUpAsync(Day));
    }

    // A day as the original stores it: its six fields, values as text, no coverage. Returns the calls of a whole reading too.
    private static async Task<(LoggerWorld World, int Calls)> WrittenAsync(
        Func<List<Kline>, List<Kline>>? change = null, string time = "18:30", int laterPart = 0, int later = 0)
    {
        var source = new LoggerWorld(Day, "18:30", 6);
        var calls = (await source.RunAsync(() => source.Logger().CatchUpAsync())).Calls;
        var world = new LoggerWorld(Day, "18:30", 6);
        var (held, midnight) = (source.Held(Day), Day.ToDateTime(TimeOnly.MinValue));
        foreach (var part in Enumerable.Range(0, 1 + laterPart))
        {
            var lines = new SortedDictionary<DateTime, List<string>>();
            foreach (var symbol in source.Symbols.Order(StringComparer.Ordinal))
            {
                var rows = Enumerable.Range(0, 24 * 60).Select(i => midnight.AddMinutes(i)).Where(minute => held.TryGetKline(symbol, minute, out _))
                    .Select(minute => held.TryGetKline(symbol, minute, out var bar) ? bar : default).ToList();
                rows = rows.Count > 40 && change is not null ? change(rows) : rows;
                foreach (var row in rows.Where((_, i) => laterPart == 0 || i * 2 / rows.Count == part))
                {
                    if (!lines.TryGetValue(row.Minute, out var line))
                        lines.Add(row.Minute, line = []);
                    line.Add($"\"{symbol}\": [\"{row.Open:0}\", \"{row.High:0}\", \"{row.Low:0}\", \"{row.Close:0}\", \"{row.Volume}\", \"{row.AccValue}\"]");
                }
            }

            var text = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line =>
                $$"""{"timestamp": "{{line.Key:yyyyMMddHHmm}}", "fields": ["open", "high", "low", "close", "volume", "acc_krw_vol"], "data": { {{string.Join(", ", line.Value)}} } }""" + "\n")));
            var body = new byte[Zstd.Bound(text.Length)];
            body = body[..Zstd.Compress(text, body, 3)];
            var retrieval = Day.AddDays(later + part).ToDateTime(TimeOnly.Parse(time, null));
            await world.Store.PutIfAbsentAsync(new KlineKey("hantoo-stock-kline-1m", lines.First().Key, lines.Last().Key, Venue.Krx, retrieval).ToString(), body);
        }

        return (world, calls);
    }

    private static void AssertPrices(LoggerWorld world)
    {
        var held = world.Held(Day);
        foreach (var symbol in world.Symbols)
        {
            foreach (var row in world.Truth.FinalBars(Venue.Krx, Day, symbol))
            {
                Assert.True(held.TryGetKline(symbol, row.Minute, out var bar), $"{symbol} {row.Minute:HH:mm} is missing");
                Assert.Equal((row.Open, row.High, row.Low, row.Close, row.Volume), (bar.Open, bar.High, bar.Low, bar.Close, bar.Volume));
            }
        }
    }
}
