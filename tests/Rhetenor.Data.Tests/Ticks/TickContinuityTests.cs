using System.Text;
using static Rhetenor.Data.Tests.Ticks.TickFrames;

namespace Rhetenor.Data.Tests.Ticks;

/// <summary>What the volumes of the day show of ticks. There is no other witness.</summary>
public sealed class TickContinuityTests
{
    private readonly TickReader _reader = new(Venue.Krx, _ => true);
    private DateTimeOffset _known = TickWorld.At("09:01");

    [Fact]
    public void N10_a_record_without_shares_is_not_given_and_its_volume_of_the_day_counts()
    {
        Assert.Equal(["Tick 10"], Take(Record(volume: 10, acc: 10)));
        Assert.Equal([], Take(Record(volume: 0, acc: 10)));
        Assert.Equal(["Hole 5"], Take(Record(volume: 0, acc: 15)));
        Assert.Equal(["Tick 20"], Take(Record(volume: 5, acc: 20)));
    }

    [Fact]
    public void N18_a_lost_frame_is_a_hole_with_its_times_and_shares_before_the_next_tick()
    {
        Take(Record(time: "090005", volume: 10, acc: 10));
        var items = Items(Record(time: "090412", volume: 3, acc: 40));
        Assert.Equal([TickFeedKind.Hole, TickFeedKind.Tick], items.Select(item => item.Kind));
        Assert.Equal("Hole 005930 from 2026-11-20 09:00:05 to 2026-11-20 09:04:12: 27 shares", items[0].ToString());
        Assert.Equal((At("09:00:05"), At("09:04:12"), 27L), (items[0].After, items[0].Until, items[0].Shares));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void N19_a_lost_tick_of_the_same_shares_as_its_neighbours_is_a_hole_too(int lost)
    {
        Take(Record(volume: 10, acc: 10));
        Assert.Equal([$"Hole {10 * lost}", $"Tick {20 + (10 * lost)}"], Take(Record(volume: 10, acc: 20 + (10 * lost))));
    }

    [Fact]
    public void N20_a_repeated_frame_is_not_given_again()
    {
        string[] frame = [Record(volume: 10, acc: 10), Record(volume: 10, acc: 20)];
        Assert.Equal(["Tick 10", "Tick 20"], Take(frame));
        Assert.Equal([], Take(frame));
        Assert.Equal(["Tick 30"], Take(Record(volume: 10, acc: 30)));
        Assert.Equal([], Take(frame));
    }

    [Fact]
    public void N21_records_of_a_frame_are_put_in_order()
    {
        Assert.Equal(["Tick 10", "Tick 20", "Tick 30", "Tick 5"], Take(
            Record(volume: 10, acc: 30), Record(volume: 10, acc: 10), Record("000660", volume: 5, acc: 5), Record(volume: 10, acc: 20)));
    }

    [Fact]
    public void N22_ticks_that_arrive_after_later_ones_close_their_hole()
    {
        Take(Record(time: "090005", volume: 10, acc: 10));
        Assert.Equal(["Hole 30", "Tick 50"], Take(Record(time: "090009", volume: 10, acc: 50)));
        Assert.Equal(["Late 30"], Take(Record(time: "090007", volume: 10, acc: 30)));
        Assert.Equal(["Late 20"], Take(Record(time: "090006", volume: 10, acc: 20)));
        Assert.Equal([], Take(Record(time: "090006", volume: 10, acc: 20)));
        Assert.Equal(["Late 40", "Filled 30"], Take(Record(time: "090008", volume: 10, acc: 40)));
        Assert.Equal(["Tick 60"], Take(Record(volume: 10, acc: 60)));
    }

    [Fact]
    public void N23_a_start_in_mid_day_is_a_hole_from_the_beginning_of_the_day()
    {
        _known = TickWorld.At("11:49:18");
        var items = Items(Record(time: "114917", volume: 1, acc: 21439778));
        Assert.Equal("Hole 005930 from the beginning of the day to 2026-11-20 11:49:17: 21,439,777 shares", items[0].ToString());
        Assert.Null(items[0].After);
    }

    [Fact]
    public void N24_the_first_tick_of_a_day_shows_that_nothing_is_missing() => Assert.Equal(["Tick 10"], Take(Record(volume: 10, acc: 10)));

    [Fact]
    public void N28_a_volume_of_the_day_that_grows_by_less_than_the_ticks_is_a_hole_of_negative_shares()
    {
        Take(Record(volume: 10, acc: 10));
        Assert.Equal(["Hole -5", "Tick 15"], Take(Record(volume: 10, acc: 15)));
        Assert.Equal(["Hole -12", "Tick 8"], Take(Record(time: "090007", volume: 5, acc: 8)));
        Assert.Equal(["Tick 9"], Take(Record(time: "090008", volume: 1, acc: 9)));
    }

    [Fact]
    public void N29_a_new_day_begins_anew_and_a_tick_of_an_earlier_day_is_named()
    {
        Take(Record(volume: 10, acc: 10));
        _known = _known.AddDays(3);
        Assert.Equal(["Tick 7"], Take(Record(volume: 7, acc: 7, edit: fields => fields[33] = "20261123")));
        Assert.Equal(["Unreadable 0"], Take(Record(volume: 10, acc: 20)));
    }

    [Fact]
    public void N63_a_tick_of_another_date_or_hour_than_its_arrival_is_named_and_does_not_silence_its_symbol()
    {
        Take(Record(volume: 10, acc: 10));
        Assert.Equal(
            ["Unreadable: record 1 of 3: the date of 005930 is not that of its arrival", "Unreadable: record 2 of 3: the time of 005930 is more than 60 minutes from its arrival",
                "Unreadable: record 3 of 3: the time of 005930 is more than 60 minutes from its arrival"],
            Items(Record(acc: 20, edit: fields => fields[33] = "20261123"), Record(time: "100101", acc: 20), Record(time: "080059", acc: 20)).Select(item => item.ToString()));
        Assert.Equal(["Tick 20"], Take(Record(volume: 10, acc: 20)));
    }

    [Fact]
    public void N64_after_one_volume_of_the_day_that_is_too_large_later_losses_are_still_found()
    {
        Take(Record(time: "090005", volume: 10, acc: 10));
        Assert.Equal(["Hole 4999980", "Tick 5000000"], Take(Record(time: "090006", volume: 10, acc: 5_000_000)));
        Assert.Equal(["Hole -4999990", "Tick 20"], Take(Record(time: "090007", volume: 10, acc: 20)));
        Assert.Equal(["Tick 30"], Take(Record(time: "090008", volume: 10, acc: 30)));
        Assert.Equal(["Hole 10", "Tick 50"], Take(Record(time: "090010", volume: 10, acc: 50)));
        Assert.Equal(["Late 40", "Filled 10"], Take(Record(time: "090009", volume: 10, acc: 40)));
    }

    [Fact]
    public void Random_days_with_lost_repeated_late_and_reordered_frames_give_each_tick_once_and_each_hole()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var reader = new TickReader(Venue.Krx, _ => true);
            var (acc, lost, frames) = (0L, 0L, new List<(string[] Records, long Shares)>());
            for (var i = 0; i < 60; i++)
            {
                var records = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Record(volume: random.Next(1, 4) is var volume ? volume : 0, acc: acc += volume)).ToArray();
                random.Shuffle(records);
                frames.Add((records, records.Sum(record => long.Parse(record.Split('^')[12], null))));
            }

            var order = new List<(string[] Records, long Shares)>();
            for (var i = 0; i < frames.Count; i++)
            {
                var at = order.Count - random.Next(0, Math.Min(order.Count, 3) + 1);
                if (i < frames.Count - 1 && random.Next(8) == 0)
                    lost += frames[i].Shares;
                else
                    order.Insert(i == frames.Count - 1 ? order.Count : at, frames[i]);
                if (random.Next(8) == 0 && order.Count > 0)
                    order.Add(order[random.Next(order.Count)]);
            }

            var items = order.SelectMany(frame => reader.Take(new(TickWorld.At("09:01"), Encoding.UTF8.GetBytes(Frame(frame.Records))))).ToList();
            var given = items.Where(item => item.Tick is not null).Select(item => item.Tick!.AccVolume).ToList();
            Assert.Equal(given.Distinct(), given);
            Assert.Equal(acc - lost, items.Sum(item => item.Tick?.Volume ?? 0));

            // What holes say is missing, less what came late, is what was lost.
            var late = items.Where(item => item.Kind == TickFeedKind.Late).Sum(item => item.Tick!.Volume);
            Assert.Equal(lost, items.Where(item => item.Kind == TickFeedKind.Hole).Sum(item => item.Shares) - late);
        }
    }

    private static DateTime At(string time) => TickWorld.At(time).DateTime;

    private IReadOnlyList<TickFeedItem> Items(params string[] records) => _reader.Take(new(_known, Encoding.UTF8.GetBytes(Frame(records))));

    private IEnumerable<string> Take(params string[] records) => Items(records).Select(item => $"{item.Kind} {item.Tick?.AccVolume ?? item.Shares}");
}
