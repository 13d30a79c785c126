using System.Globalization;
using System.Text;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>Writes the bars of a simulated market as the Python original did: stamps of twelve digits, values as text, the day's value as <c>acc_krw_vol</c>,
/// no coverage.</summary>
internal static class OriginalStore
{
    /// <summary>Writes the days of a range, each fetched at seven the next morning.</summary>
    public static List<DateOnly> Put(LoggerWorld world, DateOnly from, DateOnly to, Func<string, List<MinuteRow>, List<MinuteRow>>? edit = null)
    {
        var dates = new List<DateOnly>();
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            if (KrxCalendar.GetDay(date) == MarketDay.Session)
                dates.Add(date);
        }

        foreach (var date in dates)
            Put(world, date, symbol => [.. world.Truth.FinalBars(Venue.Krx, date, symbol)], date.AddDays(1).ToDateTime(new TimeOnly(7, 0)), edit);
        return dates;
    }

    /// <summary>Writes one object.</summary>
    public static void Put(
        LoggerWorld world, DateOnly date, Func<string, List<MinuteRow>> rows, DateTime retrieval, Func<string, List<MinuteRow>, List<MinuteRow>>? edit = null, bool hasValue = true)
    {
        var lines = new SortedDictionary<DateTime, List<string>>();
        foreach (var symbol in world.Symbols.Order(StringComparer.Ordinal))
        {
            foreach (var row in edit?.Invoke(symbol, rows(symbol)) ?? rows(symbol))
            {
                if (!lines.TryGetValue(row.Minute, out var line))
                    lines.Add(row.Minute, line = []);
                line.Add(string.Create(CultureInfo.InvariantCulture,
                    $"\"{symbol}\": [\"{row.Open:0.####}\", \"{row.High:0.####}\", \"{row.Low:0.####}\", \"{row.Close:0.####}\", \"{row.Volume}\"{(hasValue ? $", \"{row.AccValue}\"" : "")}]"));
            }
        }

        var text = new StringBuilder();
        foreach (var (minute, symbols) in lines)
            text.Append(CultureInfo.InvariantCulture, $"{{\"timestamp\": \"{minute:yyyyMMddHHmm}\", \"fields\": [\"open\", \"high\", \"low\", \"close\", \"volume\"{(hasValue ? ", \"acc_krw_vol\"" : "")}], \"data\": {{{string.Join(", ", symbols)}}}}}\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var frame = new byte[Zstd.Bound(bytes.Length)];
        var key = string.Create(CultureInfo.InvariantCulture, $"hantoo-stock-kline-1m/{lines.Keys.First():yyyyMMddHHmm}00_{lines.Keys.Last():yyyyMMddHHmm}00_J_{retrieval:yyyyMMddHHmmss}.jsonl.zstd");
        world.Store.Overwrite(key, frame[..Zstd.Compress(bytes, frame, 3)]);
    }

    /// <summary>Every bar of the truth is stored with its numbers, and no other.</summary>
    public static void AssertTruth(LoggerWorld world, DateOnly date)
    {
        var (held, expected) = (world.Held(date), 0);
        foreach (var symbol in world.Symbols)
        {
            foreach (var row in world.Truth.FinalBars(Venue.Krx, date, symbol))
            {
                expected++;
                Assert.True(held.TryGetKline(symbol, row.Minute, out var bar), $"{symbol} {row.Minute} is missing");
                Assert.Equal((row.Open, row.High, row.Low, row.Close, row.Volume), (bar.Open, bar.High, bar.Low, bar.Close, bar.Volume));
                Assert.True(bar.AccValue is null || bar.AccValue == row.AccValue, $"{symbol} {bar}");
            }
        }

        Assert.Equal(expected, held.BarCount);
    }
}
