using System.Globalization;
using System.Text.Json;
using Rhetenor.Data.Tests.Klines;
using static Rhetenor.Data.Tests.Klines.ShapeBars;

namespace Rhetenor.Data.Tests.Export;

public sealed class LeanTests
{
    private static readonly DateOnly Tuesday = Plain.AddDays(1);

    [Fact]
    public async Task A_zip_for_each_symbol_and_day_has_the_bars_as_LEAN_documents_them()
    {
        var history = KlineHistory.Of(
        [
            Bars.Slice(At(Plain, "09:00"), (Symbol, new(At(Plain, "09:00"), 75_000.5m, 75_100, 74_900, 75_050, 1_000, 1_000)), ("0000D0", Bars.Bar(At(Plain, "09:00")))),
            Bars.Slice(At(Plain, "15:30"), (Symbol, Bars.Bar(At(Plain, "15:30"), close: 75_010, volume: 7))),
            Bars.Slice(At(Tuesday, "09:01"), (Symbol, Bars.Bar(At(Tuesday, "09:01")))),
        ]);
        var folder = new LeanFolder();
        Assert.Equal(3, await new LeanExporter(folder.Create).WriteMinutesAsync(history));
        Assert.Equal(
            ["equity/krx/minute/0000d0/20260126_trade.zip", "equity/krx/minute/005930/20260126_trade.zip", "equity/krx/minute/005930/20260127_trade.zip"], folder.Paths);
        var (name, text) = folder.Open("equity/krx/minute/005930/20260126_trade.zip");
        Assert.Equal("20260126_005930_minute_trade.csv", name);
        Assert.Equal("32400000,750005000,751000000,749000000,750500000,1000\n55800000,750000000,751000000,749000000,750100000,7\n", text);
        Assert.Equal("20260126_0000d0_minute_trade.csv", folder.Open("equity/krx/minute/0000d0/20260126_trade.zip").Name);
    }

    [Fact]
    public async Task Every_bar_reads_back_and_bars_that_were_filled_do_not_go_out()
    {
        var minutes = Series([.. Minutes(Plain).Where((_, i) => i % 3 != 1), .. Minutes(Tuesday)]);
        var filled = KlineHistory.Of(minutes.Select(bar => Bars.Slice(bar.Minute, (Symbol, bar)))).FillForward([Covered(Plain, "15:30"), Covered(Tuesday, "15:30")]);
        Assert.NotEqual(0, filled[0].FilledCount);
        var folder = new LeanFolder();
        await new LeanExporter(folder.Create, market: "nxt").WriteMinutesAsync(filled);
        var read = folder.Paths.SelectMany(folder.Minutes);
        Assert.Equal(minutes.Select(bar => (bar.Minute, bar.Open, bar.High, bar.Low, bar.Close, (decimal)bar.Volume)), read);
        Assert.All(folder.Paths, path => Assert.StartsWith("equity/nxt/minute/005930/", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sessions_stream_and_the_same_bars_give_the_same_bytes()
    {
        var days = new[] { Plain, Tuesday }.Select(day => KlineHistory.Of(Minutes(day).Select(minute => Bars.Slice(minute, (Symbol, Bars.Bar(minute)))))).ToList();
        var (first, second) = (new LeanFolder(), new LeanFolder());
        Assert.Equal(2, await new LeanExporter(first.Create).WriteMinutesAsync(days.ToAsyncEnumerable()));
        await new LeanExporter(second.Create).WriteMinutesAsync(days.ToAsyncEnumerable());
        Assert.All(first.Paths, path => Assert.Equal(first.Bytes(path), second.Bytes(path)));
    }

    [Fact]
    public async Task Days_are_one_file_a_symbol_of_the_regular_session()
    {
        var date = new DateOnly(2026, 9, 14);
        var minutes = Series([.. Minutes(Plain), .. Minutes(date)]);
        var folder = new LeanFolder();
        Assert.Equal(1, await new LeanExporter(folder.Create).WriteDaysAsync(KlineHistory.Of(minutes.Select(bar => Bars.Slice(bar.Minute, (Symbol, bar))))));
        var (name, text) = folder.Open("equity/krx/daily/005930.zip");
        Assert.Equal("005930.csv", name);
        var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var close = minutes[minutes.IndexOf(At(date, "15:30"))].Close;
        Assert.Equal(["20260126 00:00", "20260914 00:00"], rows.Select(row => row.Split(',')[0]));
        Assert.Equal((close * 10_000).ToString("0", CultureInfo.InvariantCulture), rows[1].Split(',')[4]);
    }

    [Fact]
    public void Market_hours_know_the_week_the_holidays_and_the_late_openings()
    {
        using var json = JsonDocument.Parse(new LeanExporter(_ => Stream.Null).MarketHours());
        var krx = json.RootElement.GetProperty("Equity-krx-[*]");
        Assert.Equal("Asia/Seoul", krx.GetProperty("dataTimeZone").GetString());
        Assert.Equal("Asia/Seoul", krx.GetProperty("exchangeTimeZone").GetString());
        Assert.Equal("09:00:00-15:31:00 market, 16:00:00-20:00:00 postmarket", Hours(krx, "friday"));
        Assert.Equal("", Hours(krx, "sunday"));
        Assert.Equal(7, krx.EnumerateObject().Count(property => property.Name.EndsWith("day", StringComparison.Ordinal)));
        var holidays = krx.GetProperty("holidays").EnumerateArray().Select(day => DateTime.ParseExact(day.GetString()!, "M/d/yyyy", CultureInfo.InvariantCulture)).ToList();
        Assert.Contains(new DateTime(2026, 2, 16), holidays);
        Assert.Contains(new DateTime(2025, 12, 31), holidays);
        Assert.DoesNotContain(new DateTime(2026, 1, 2), holidays);
        var late = krx.GetProperty("lateOpens");
        Assert.Equal("10:00:00", late.GetProperty("1/2/2026").GetString());
        Assert.Equal("10:00:00", late.GetProperty("11/13/2025").GetString());
        Assert.Empty(krx.GetProperty("earlyCloses").EnumerateObject());
    }

    [Fact]
    public void Nextrade_has_hours_of_its_own()
    {
        using var json = JsonDocument.Parse(new LeanExporter(_ => Stream.Null, "nxt", Venue.Nextrade).MarketHours());
        var hours = Hours(json.RootElement.GetProperty("Equity-nxt-[*]"), "monday");
        Assert.Equal("08:00:00-08:50:00 premarket, 09:00:00-15:20:00 market, 15:30:00-20:00:00 postmarket", hours);
    }

    [Fact]
    public void The_symbol_properties_are_a_row_of_eight() =>
        Assert.Equal("krx,[*],equity,,KRW,1,1,1", new LeanExporter(_ => Stream.Null).SymbolProperties());

    private static string Hours(JsonElement market, string day) => string.Join(", ", market.GetProperty(day).EnumerateArray()
        .Select(part => $"{part.GetProperty("start")}-{part.GetProperty("end")} {part.GetProperty("state")}"));
}
