namespace Rhetenor.Data.Tests;

public sealed class KisTruthTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);
    private readonly KisTruth _truth = new(new KisTruthOptions { Listing = KisSymbols.Mix(40) });

    [Theory]
    [InlineData(Venue.Krx, "2026-09-11", 381, "09:00", "15:30")]
    [InlineData(Venue.Krx, "2026-09-14", 621, "09:00", "19:59")]
    [InlineData(Venue.Nextrade, "2025-03-04", 700, "08:00", "19:59")]
    [InlineData(Venue.Unified, "2026-09-11", 700, "08:00", "19:59")]
    [InlineData(Venue.Nextrade, "2025-02-28", 0, null, null)]
    [InlineData(Venue.Unified, "2025-02-28", 0, null, null)]
    [InlineData(Venue.Krx, "2026-01-02", 321, "10:00", "15:30")]
    [InlineData(Venue.Krx, "2025-11-13", 381, "10:00", "16:30")]
    [InlineData(Venue.Krx, "2026-09-24", 0, null, null)]
    [InlineData(Venue.Krx, "2026-11-21", 0, null, null)]
    public void A_liquid_symbol_has_a_bar_in_every_minute_of_its_venue(Venue venue, string date, int bars, string? first, string? last)
    {
        var made = _truth.FinalBars(venue, DateOnly.Parse(date, null), "005930");
        Assert.Equal(bars, made.Count);
        if (bars > 0)
            Assert.Equal((first, last), ($"{made[0].Minute:HH:mm}", $"{made[^1].Minute:HH:mm}"));
        Assert.DoesNotContain(made, bar => bar.Minute.TimeOfDay >= new TimeSpan(15, 20, 0) && bar.Minute.TimeOfDay < new TimeSpan(15, 30, 0) && date != "2025-11-13");
    }

    [Fact]
    public void Bars_hold_together()
    {
        foreach (var (symbol, venue) in _truth.Options.Listing.SelectMany(symbol => Venue.All.Select(venue => (symbol, venue))))
        {
            var previous = _truth.PreviousClose(Day, symbol.Code);
            var value = 0L;
            var minute = DateTime.MinValue;
            foreach (var bar in _truth.FinalBars(venue, Day, symbol.Code))
            {
                Assert.True(bar.Minute > minute && bar.Volume > 0);
                Assert.True(bar.Low <= Math.Min(bar.Open, bar.Close) && bar.High >= Math.Max(bar.Open, bar.Close));
                Assert.InRange((bar.AccValue - value) / (decimal)bar.Volume, bar.Low, bar.High);
                Assert.InRange(bar.Low * 100, previous * 70, previous * 130);
                Assert.InRange(bar.High * 100, previous * 70, previous * 130);
                (minute, value) = (bar.Minute, bar.AccValue);
            }
        }
    }

    [Fact]
    public void Kinds_trade_as_they_say()
    {
        foreach (var symbol in _truth.Options.Listing)
        {
            var bars = _truth.FinalBars(Venue.Krx, Day, symbol.Code).Count;
            var (least, most) = symbol.Kind switch { KisSymbolKind.Liquid => (381, 621), KisSymbolKind.Thin => (30, 300), _ => (0, 0) };
            Assert.InRange(bars, least, most);
            Assert.Equal(symbol.IsShare || bars == 0, bars == 0 || _truth.FinalBars(Venue.Krx, Day, symbol.Code)[^1].Minute.Hour >= 16);
            Assert.Equal(symbol.OnNextrade, _truth.IsListed(Venue.Nextrade, Day, symbol.Code));
        }

        Assert.Equal(4, _truth.Options.Listing.Select(symbol => symbol.Kind).Distinct().Count());
        Assert.Empty(_truth.FinalBars(Venue.Krx, Day, "999999"));
    }

    [Fact]
    public void A_regular_day_ends_where_the_next_begins()
    {
        foreach (var symbol in _truth.Options.Listing.Where(symbol => symbol.Kind is KisSymbolKind.Liquid or KisSymbolKind.Thin))
        {
            var last = _truth.FinalBars(Venue.Krx, Day, symbol.Code).Last(bar => bar.Minute.TimeOfDay <= new TimeSpan(15, 30, 0));
            Assert.Equal(_truth.PreviousClose(new DateOnly(2026, 11, 23), symbol.Code), last.Close);
        }
    }

    [Fact]
    public void The_unified_venue_is_the_sum_of_both()
    {
        var (krx, nextrade, both) = (_truth.FinalBars(Venue.Krx, Day, "005930"), _truth.FinalBars(Venue.Nextrade, Day, "005930"), _truth.FinalBars(Venue.Unified, Day, "005930"));
        Assert.Equal(krx.Sum(bar => bar.Volume) + nextrade.Sum(bar => bar.Volume), both.Sum(bar => bar.Volume));
        Assert.Equal(krx[^1].AccValue + nextrade[^1].AccValue, both[^1].AccValue);
        Assert.Equal(krx.Concat(nextrade).Select(bar => bar.Minute).Distinct().Order(), both.Select(bar => bar.Minute));
    }

    [Fact]
    public void A_completed_bar_changes_no_more_but_the_closing_one()
    {
        var final = _truth.FinalBars(Venue.Krx, Day, "005930");
        var noon = _truth.CompletedBars(Venue.Krx, Day, "005930", KisClient.Korean("2026-11-20 12:00:30"));
        Assert.Equal(final.Take(180), noon);
        Assert.Equal(181, _truth.Bars(Venue.Krx, Day, "005930", KisClient.Korean("2026-11-20 12:00:30")).Count);
        long Closing(string time) => _truth.Bars(Venue.Krx, Day, "005930", KisClient.Korean("2026-11-20 " + time)).Single(bar => bar.Minute.TimeOfDay == new TimeSpan(15, 30, 0)).Volume;
        Assert.True(Closing("15:44:59") < Closing("15:45:00") && Closing("15:45:00") < Closing("16:00:00") && Closing("16:00:00") < Closing("17:30:00"));
        Assert.Equal(Closing("17:30:00"), final.Single(bar => bar.Minute.TimeOfDay == new TimeSpan(15, 30, 0)).Volume);
        Assert.InRange(Closing("17:30:00") * 100 / Closing("15:31:00"), 104, 200);
    }

    [Fact]
    public void A_chosen_bar_is_revised_at_its_instant_and_all_later_values_with_it()
    {
        var at = KisClient.Korean("2026-11-21 03:00");
        var revised = new KisTruth(_truth.Options with { Revisions = [new(Venue.Krx, Day, "005930", new TimeOnly(10, 0), at, 777)] });
        var (before, after) = (revised.Bars(Venue.Krx, Day, "005930", at.AddTicks(-1)), revised.FinalBars(Venue.Krx, Day, "005930"));
        Assert.Equal(_truth.FinalBars(Venue.Krx, Day, "005930"), before);
        Assert.Equal(before.Take(60), after.Take(60));
        Assert.Equal(before[60].Volume + 777, after[60].Volume);
        Assert.Equal(before[^1].AccValue + (777 * (long)before[60].Close), after[^1].AccValue);
    }

    [Fact]
    public void Seeded_revisions_come_late_and_hit_the_days_they_are_to()
    {
        var all = new KisTruth(_truth.Options with { RevisedPermille = 1000, ClosingVolumeGrows = false });
        var none = new KisTruth(_truth.Options with { ClosingVolumeGrows = false });
        Assert.NotEqual(none.FinalBars(Venue.Krx, Day, "005930"), all.FinalBars(Venue.Krx, Day, "005930"));
        Assert.Equal(all.FinalBars(Venue.Krx, Day, "005930"), all.Bars(Venue.Krx, Day, "005930", KisClient.Korean("2026-11-22 20:01")));
    }

    [Fact]
    public void The_same_seed_makes_the_same_market_whatever_is_kept()
    {
        var forgetful = new KisTruth(_truth.Options with { KeptDays = 0 });
        foreach (var symbol in _truth.Options.Listing)
            Assert.Equal(_truth.FinalBars(Venue.Unified, Day, symbol.Code), forgetful.FinalBars(Venue.Unified, Day, symbol.Code));
        var other = new KisTruth(_truth.Options with { Seed = 2 });
        Assert.NotEqual(_truth.FinalBars(Venue.Krx, Day, "005930"), other.FinalBars(Venue.Krx, Day, "005930"));
    }

    [Fact]
    public void A_symbol_can_be_halted_for_a_day()
    {
        var truth = new KisTruth(_truth.Options with { KindOn = (code, date) => code == "005930" && date == Day ? KisSymbolKind.Halted : null });
        Assert.Empty(truth.FinalBars(Venue.Unified, Day, "005930"));
        Assert.Equal(truth.PreviousClose(Day, "005930"), truth.PreviousClose(new DateOnly(2026, 11, 23), "005930"));
        Assert.Equal(381, truth.FinalBars(Venue.Krx, Day, "000660").Count(bar => bar.Minute.Hour < 16));
    }

    [Fact]
    public void A_revision_is_of_one_venue() => Assert.Throws<ArgumentException>(() =>
        new KisTruth(new KisTruthOptions { Revisions = [new(Venue.Unified, Day, "005930", new TimeOnly(9, 0), DateTimeOffset.MinValue, 1)] }));

    [Fact]
    public void Mid_prices_are_rare_and_half_a_tick_off()
    {
        var bars = _truth.FinalBars(Venue.Krx, Day, "000660");
        var off = bars.Count(bar => bar.High % 1000 != 0 || bar.Low % 1000 != 0 || bar.Open % 1000 != 0);
        Assert.InRange(off, 1, 40);
        Assert.All(bars, bar => Assert.Equal(0, bar.High % 500));
    }
}
