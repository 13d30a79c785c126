using System.Globalization;
using System.Text.RegularExpressions;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>Whole runs over replies whose rows are not as documented.</summary>
public sealed class StrangeRowsTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Theory]
    [InlineData("666666", true)]
    [InlineData("888888", true)]
    [InlineData("999999", true)]
    [InlineData("256100", false)]
    [InlineData("777777", false)]
    public async Task M5_only_the_documented_fillers_are_passed_over_anything_else_is_asked_again_and_then_the_symbol_fails(string time, bool isFiller)
    {
        var world = new LoggerWorld(Day, "18:30", 2);
        var replies = new Edited(world.Kis, body => First(body, time));
        var report = await world.RunAsync(() => world.Logger(client: replies.Client(world)).CatchUpAsync());
        Assert.Equal(isFiller, report.IsFinal);
        if (isFiller)
        {
            world.AssertStored(Venue.Krx, Day);
            return;
        }

        Assert.All(report.Symbols, symbol => Assert.Equal((SymbolDayState.Failed, true), (symbol.State, symbol.Calls > 1)));
        Assert.All(report.Symbols, symbol => Assert.Contains(time, symbol.Reason, StringComparison.Ordinal));
        Assert.Equal(0, world.Held(Day).BarCount);

        // Once the broker is well again, nothing is missing.
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).IsFinal);
        world.AssertStored(Venue.Krx, Day);

        // A row more, in front of the others and with the volume of none of them.
        static string First(string body, string time) => Regex.Replace(body, "\"output2\":\\[({[^}]*})", match =>
            $"\"output2\":[{Regex.Replace(match.Groups[1].Value, "(?<=\"stck_cntg_hour\":\")[0-9]+", time)},{match.Groups[1].Value}");
    }

    [Fact]
    public async Task M7_seconds_are_cut_off_and_counted_and_two_rows_of_a_minute_are_one_bar()
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        var sent = 0;
        var replies = new Edited(world.Kis, body => Regex.Replace(body, "{[^{}]*\"stck_cntg_hour\":\"([0-9]{4})00\"[^{}]*}", row =>
        {
            sent += row.Groups[1].Value == "1300" ? 2 : 1;
            return row.Groups[1].Value == "1300"
                ? $"{WithSeconds(row.Value, "59")},{WithSeconds(row.Value, "01")}"
                : WithSeconds(row.Value, "15");
        }));
        var heard = new LogRecords<HantooClient>();
        var report = await world.RunAsync(() => world.Logger(client: replies.Client(world, heard)).CatchUpAsync());
        Assert.True(report.IsFinal, report.ToText());
        world.AssertStored(Venue.Krx, Day);
        var counts = heard.Messages.Select(message => Regex.Match(message, "the times of ([0-9]+) rows have seconds, which were cut off")).Where(match => match.Success).ToList();
        Assert.True(sent > 100);
        Assert.Equal(sent, counts.Sum(match => int.Parse(match.Groups[1].Value, null)));

        static string WithSeconds(string row, string seconds) => Regex.Replace(row, "(?<=\"stck_cntg_hour\":\"[0-9]{4})00", seconds);
    }

    [Theory]
    [InlineData("price", KlineFindingKind.ZeroPrice)]
    [InlineData("range", KlineFindingKind.PriceOrder)]
    public async Task M30_a_price_that_cannot_be_is_asked_again_stored_and_named_in_the_report_and_by_quality(string defect, KlineFindingKind kind)
    {
        var world = new LoggerWorld(Day, "18:30", 1);
        var replies = new Edited(world.Kis, body => Regex.Replace(body, "{[^{}]*\"stck_cntg_hour\":\"100000\"[^{}]*}", row => defect == "price"
            ? Regex.Replace(row.Value, "(?<=\"stck_(prpr|oprc|hgpr|lwpr)\":\")[0-9.]+", "0")
            : Regex.Replace(Regex.Replace(row.Value, "(?<=\"stck_hgpr\":\")[0-9.]+", "1000"), "(?<=\"stck_lwpr\":\")[0-9.]+", "1001")));
        var report = await world.RunAsync(() => world.Logger(client: replies.Client(world)).CatchUpAsync());
        var outcome = Assert.Single(report.Symbols);
        Assert.Equal(("the prices of 10:00 contradict each other or those before.", false), (outcome.Reason, outcome.IsFinal));
        Assert.Contains(outcome.Reason!.TrimEnd('.'), report.ToText(), StringComparison.Ordinal);

        // At most all pages once more for each time that it was asked again. The day's shares are all there, so that no bar is missing.
        Assert.InRange(outcome.Calls, 4 + WalkQuestion.Patience, 4 * (1 + WalkQuestion.Patience));
        Assert.False(outcome.Witnesses.HasFlag(KlineWitnesses.MoneyChain));
        var truth = world.Truth.FinalBars(Venue.Krx, Day, outcome.Symbol);
        Assert.True(world.Held(Day).TryGetKline(outcome.Symbol, Day.ToDateTime(new TimeOnly(10, 0)), out var stored));
        Assert.Equal(defect == "price" ? (0, 0) : (1_000, 1_001), (stored.High, stored.Low));
        Assert.Equal((truth.Count, truth.Single(row => row.Minute.TimeOfDay == TimeSpan.FromHours(10)).Volume), (world.Held(Day).BarCount, stored.Volume));
        var quality = await new KlineArchive(world.Store).ReportQualityAsync(KlineQuery.Day(Day));
        Assert.Contains(quality.Findings, finding => finding.Kind == kind && finding.Minute == Day.ToDateTime(new TimeOnly(10, 0)));

        // It stays: an hour later the same rows settle the day, with the reason.
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        outcome = Assert.Single((await world.RunAsync(() => world.Logger(client: replies.Client(world)).CatchUpAsync())).Symbols);
        Assert.True(outcome.IsFinal && outcome.Witnesses.HasFlag(KlineWitnesses.SecondReading), outcome.ToString());
        Assert.StartsWith("the prices of 10:00 contradict", outcome.Reason, StringComparison.Ordinal);
    }

    // The day's value leaves room for each of them.
    [Theory]
    [InlineData("stck_prpr", 2, 1)] // a close above the highest price
    [InlineData("stck_oprc", 1, 2)] // an open below the lowest one
    [InlineData("stck_oprc", 0, 1)]
    [InlineData("stck_prpr", 0, 1)]
    [InlineData("stck_hgpr", 10, 1)] // ten times as high as any other price of the day
    public async Task M30_prices_of_a_row_that_the_days_value_does_not_refute_are_asked_again_and_healed_or_named(string field, int times, int parts)
    {
        var world = new LoggerWorld(Day, "18:30", 1);
        var bad = 1;
        var replies = new Edited(world.Kis, body => Regex.Replace(body, "{[^{}]*\"stck_cntg_hour\":\"100000\"[^{}]*}", row => bad-- <= 0 ? row.Value
            : Regex.Replace(row.Value, $"(?<=\"{field}\":\")[0-9.]+", price => $"{decimal.Parse(price.Value, CultureInfo.InvariantCulture) * times / parts:0}")));
        Assert.True((await world.RunAsync(() => world.Logger(client: replies.Client(world)).CatchUpAsync())).IsFinal);
        world.AssertStored(Venue.Krx, Day);

        bad = int.MaxValue;
        var other = new LoggerWorld(Day, "18:30", 1);
        replies = new Edited(other.Kis, body => Regex.Replace(body, "{[^{}]*\"stck_cntg_hour\":\"100000\"[^{}]*}", row =>
            Regex.Replace(row.Value, $"(?<=\"{field}\":\")[0-9.]+", price => $"{decimal.Parse(price.Value, CultureInfo.InvariantCulture) * times / parts:0}")));
        var report = await other.RunAsync(() => other.Logger(client: replies.Client(other)).CatchUpAsync());
        Assert.Equal((false, "the prices of 10:00 contradict each other or those before."), (report.IsFinal, report.Symbols[0].Reason));
    }

    [Fact]
    public async Task M29_rows_sent_twice_the_second_time_none_are_an_unexpected_reply()
    {
        var world = new LoggerWorld(Day, "18:30", 2);
        var replies = new Edited(world.Kis, body => Regex.Replace(body, "}$", ",\"output2\":[]}"));
        var report = await world.RunAsync(() => world.Logger(client: replies.Client(world)).CatchUpAsync());
        Assert.All(report.Symbols, symbol => Assert.Equal(SymbolDayState.Failed, symbol.State));
        Assert.All(report.Symbols, symbol => Assert.Contains("output2 occurs twice", symbol.Reason, StringComparison.Ordinal));
        Assert.Equal(0, world.Held(Day).BarCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(45)]
    public async Task M23_there_is_one_settle_margin(int seconds)
    {
        var world = new LoggerWorld(Day, "10:00:10", 3);
        var margin = TimeSpan.FromSeconds(seconds);
        for (var step = 0; step < 12; step++)
        {
            world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(10, 0, 10)).AddSeconds(step * 5));
            var now = world.Clock.GetUtcNow();
            var report = await world.RunAsync(() => world.Logger(new KlineLoggerOptions { SettleMargin = margin }).CatchUpAsync());

            // What is due by the margin at the beginning was fetched, and every later minute that the answer covers counts as well.
            Assert.True(report.IsComplete, report.ToText());
            Assert.All(report.Symbols, symbol => Assert.True(symbol.Through >= report.Session.LastCompleted(now - margin), $"{symbol} at {now:HH:mm:ss}"));
            Assert.All(report.Symbols, symbol => Assert.True(symbol.Through <= report.Session.LastCompleted(world.Clock.GetUtcNow() - margin), $"{symbol} at {now:HH:mm:ss}"));
        }
    }
}
