namespace Rhetenor.Data.Tests.Logger;

/// <summary>Names that end in <c>.zst</c>, alone and beside those that end in <c>.zstd</c>.</summary>
public sealed class ShortNameTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);
    private static readonly KlineLoggerOptions Short = new() { KeyExtension = KlineKey.ShortExtension };

    [Theory]
    [InlineData(KlineKey.ShortExtension, KlineKey.Extension)]
    [InlineData(KlineKey.Extension, KlineKey.ShortExtension)]
    public async Task P1_what_is_stored_under_one_ending_is_not_written_again_under_the_other(string first, string second)
    {
        var world = new LoggerWorld(Day, "18:30", 6);
        await world.RunAsync(() => world.Logger(new() { KeyExtension = first }).CatchUpAsync());
        Assert.EndsWith(first, world.Store.Puts.Single(key => !key.Contains("coverage", StringComparison.Ordinal)), StringComparison.Ordinal);
        world.AssertStored(Venue.Krx, Day);

        var puts = world.Store.Puts.Count;
        var report = await world.RunAsync(() => world.Logger(new() { KeyExtension = second }).CatchUpAsync());
        Assert.Equal((true, 0, 0), (report.IsComplete, report.NewBars, report.Calls));
        Assert.Equal(puts, world.Store.Puts.Count);
    }

    [Fact]
    public async Task C21_a_day_under_both_endings_goes_on_where_the_other_left_off_and_the_revision_wins()
    {
        var world = new LoggerWorld(Day, "10:30:30", 6);
        await world.RunAsync(() => world.Logger(Short).CatchUpAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(15, 31, 30)));
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        var last = await world.RunAsync(() => world.Logger(Short).CatchUpAsync());
        Assert.True(last.RevisedBars > 0);

        var keys = world.Store.Keys.Where(key => KlineKey.TryParse(key, out _)).ToList();
        Assert.Equal((2, 1), (keys.Count(key => key.EndsWith(KlineKey.ShortExtension, StringComparison.Ordinal)), keys.Count(key => key.EndsWith(KlineKey.Extension, StringComparison.Ordinal))));
        world.AssertStored(Venue.Krx, Day);
        var archived = await new KlineArchive(world.Store).LoadAsync(KlineQuery.Day(Day));
        Assert.Equal(world.Held(Day).BarCount, archived.BarCount);
    }

    [Fact]
    public async Task K1_K2_two_loggers_in_the_same_second_under_different_endings_lose_nothing()
    {
        var world = new LoggerWorld(Day, "18:30", 8);
        var reports = await world.RunAsync(() => Task.WhenAll(world.Logger(Short).CatchUpAsync(), world.Logger().CatchUpAsync()));
        Assert.All(reports, report => Assert.True(report.IsComplete, report.ToString()));
        world.AssertStored(Venue.Krx, Day);
    }

    [Theory]
    [InlineData(".jsonl")]
    [InlineData("zst")]
    [InlineData("")]
    [InlineData(null)]
    public void Another_ending_is_refused_when_the_logger_is_made(string? ending)
    {
        var world = new LoggerWorld(Day, "18:30", 1);
        var refusal = Assert.ThrowsAny<ArgumentException>(() => world.Logger(new KlineLoggerOptions { KeyExtension = ending! }));
        Assert.Equal(nameof(KlineLoggerOptions.KeyExtension), refusal.ParamName);
        Assert.Throws<ArgumentException>(() => new KlineKey("p", Day.ToDateTime(default), Day.ToDateTime(default), Venue.Krx, Day.ToDateTime(default), ending!));
    }

    [Fact]
    public void Of_two_names_that_differ_in_the_ending_the_longer_is_the_later()
    {
        var start = Day.ToDateTime(new TimeOnly(9, 0));
        KlineKey Key(string extension) => new("p", start, start, Venue.Krx, start.AddHours(1), extension);
        var (brief, full) = (Key(KlineKey.ShortExtension), Key(KlineKey.Extension));
        Assert.Equal("p/20260520090000_20260520090000_J_20260520100000.jsonl.zst", brief.ToString());
        Assert.Equal((brief, true), (KlineKey.Parse(brief.ToString()), brief < full));
        foreach (var order in (KlineKey[][])[[brief, full], [full, brief]])
        {
            var day = new MergedSession(Day, Venue.Krx);
            foreach (var key in order)
                day.Add(key, KlineCodec.Unpack(KlineCodec.Pack([new(start, [new("A", new Kline(start, 1, 1, 1, 1, key == full ? 2 : 1, null))])])));
            Assert.True(day.TryGetKline("A", start, out var kline) && kline.Volume == 2);
        }
    }
}
