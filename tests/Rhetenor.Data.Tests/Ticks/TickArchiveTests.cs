using System.Text;
using Rhetenor.Data.Ticks;
using static Rhetenor.Data.Tests.Ticks.TickWorld;

namespace Rhetenor.Data.Tests.Ticks;

/// <summary>Ticks as objects of their own.</summary>
public sealed class TickArchiveTests
{
    private const string Text = """
        {"date":"20261120","exchange":"J","symbol":"000660","fields":["time","price","volume","acc_vol","acc_value","side","change","ask","bid"],"ticks":[[90007,800000.5,3,3,2400001,0,null,null,null]]}
        {"date":"20261120","exchange":"J","symbol":"005930","fields":["time","price","volume","acc_vol","acc_value","side","change","ask","bid"],"ticks":[[90005,313500,10,10,3135000,1,-500,314000,313500],[90005,313500,1,11,3448500,5,-500.5,314000,null]]}

        """;

    private static readonly Tick[] Three =
    [
        Of("005930", "09:00:05", 313_500m, 1, 11, 3_448_500) with { IsBuy = false, Change = -500.50m, Ask = 314_000 },
        Of("000660", "09:00:07", 800_000.5m, 3, 3, 2_400_001),
        Of("005930", "09:00:05", 313_500.00m, 10, 10, 3_135_000) with { IsBuy = true, Change = -500, Ask = 314_000, Bid = 313_500 },
    ];

    private readonly RecordingStore _store = new();

    private TickArchive Archive => new(_store);

    [Fact]
    public async Task N56_ticks_are_stored_as_these_bytes_under_this_name_and_read_again()
    {
        await Archive.WriteAsync(Three, default);
        var key = Assert.Single(_store.Puts);
        Assert.Equal("hantoo-stock-tick/J/20261120/090005_090007_317757f2c9b77a38.jsonl.zstd", key);
        Assert.Equal(Text, Encoding.UTF8.GetString(ZstdText.Unpack(_store[key], 1 << 20, "ticks").Span));
        Assert.Equal([Three[2], Three[0]], await ReadAsync("005930"));
        Assert.Equal([Three[1]], await ReadAsync("000660"));
        Assert.Empty(await Archive.VerifyAsync(Day, Day));

        // The same ticks in another order and repeated are the same object.
        await Archive.WriteAsync([.. Three.Reverse(), Three[0]], default);
        Assert.Equal([key], _store.Keys);
    }

    [Fact]
    public async Task N57_damage_of_any_kind_is_found_and_hides_no_other_object()
    {
        await Archive.WriteAsync(Three, default);
        await Archive.WriteAsync([Of("005930", "09:10:00", 313_500, 5, 16, 5_016_000)], default);
        var (first, second) = (_store.Puts[0], _store.Puts[1]);
        var sound = _store[first].ToArray();
        for (var at = 0; at < sound.Length; at++)
        {
            var damaged = sound.ToArray();
            damaged[at] ^= 0x10;
            Assert.Single(await VerifyAsync(first, damaged, second));
        }

        Assert.Single(await VerifyAsync(first, sound[..^1], second));
        Assert.Single(await VerifyAsync(first, _store[second].ToArray(), second));
        Assert.Single(await VerifyAsync(first.Replace("090005", "090004", StringComparison.Ordinal), sound, second));
        Assert.Single(await VerifyAsync(first.Replace("/J/", "/J/", StringComparison.Ordinal).Replace("20261120/", "20261120/x", StringComparison.Ordinal), sound, second));
        Assert.Empty(await VerifyAsync(first, sound, second));

        var store = new InMemoryObjectStore();
        await store.PutIfAbsentAsync(first, sound.AsMemory(1));
        await store.PutIfAbsentAsync(second, _store[second]);
        var read = new List<Tick>();
        var exception = await Assert.ThrowsAsync<UnreadableObjectsException>(async () =>
        {
            await foreach (var tick in new TickArchive(store).ReadAsync("005930", Day))
                read.Add(tick);
        });
        Assert.Equal((first, 1), (Assert.Single(exception.Problems).Key, read.Count));
        var problems = new List<StoreProblem>();
        await foreach (var _ in new TickArchive(store).ReadAsync("005930", Day, onProblem: problems.Add))
        {
        }

        Assert.Single(problems);
    }

    [Fact]
    public async Task N57_content_of_another_day_venue_or_form_is_refused_under_a_name_with_its_hash()
    {
        var refused = 0;
        foreach (var text in (string[])
        [
            Text.Replace("20261120", "20261119", StringComparison.Ordinal), Text.Replace("\"J\"", "\"NX\"", StringComparison.Ordinal), Text.Replace("\"bid\"", "\"bit\"", StringComparison.Ordinal),
            Text.Replace("90007", "96007", StringComparison.Ordinal), Text.Replace("800000.5", "\"x\"", StringComparison.Ordinal), Text.Replace("000660", "", StringComparison.Ordinal),
            Text.Replace(",null,null,null", "", StringComparison.Ordinal), Text[..^1], "{}\n", "[]\n", "",
        ])
        {
            var body = ZstdText.Pack(Encoding.UTF8.GetBytes(text));
            var key = new TickKey("hantoo-stock-tick", Venue.Krx, Day, new TimeOnly(9, 0, 5), new TimeOnly(9, 0, 7), TickKey.HashOf(body)).ToString();
            refused += (await VerifyAsync(key, body, null)).Count;
        }

        Assert.Equal(11, refused);

        // Further fields, and another order of them, are read.
        var other = ZstdText.Pack("""{"exchange":"J","date":"20261120","symbol":"005930","more":1,"fields":["extra","bid","ask","change","side","acc_value","acc_vol","volume","price","time"],"ticks":[[0,313500,314000,-500,1,3135000,10,10,313500,90005]]}"""u8.ToArray().Append((byte)'\n').ToArray());
        var ticks = TickText.Unpack(new TickKey("p", Venue.Krx, Day, new TimeOnly(9, 0, 5), new TimeOnly(9, 0, 5), TickKey.HashOf(other)), other);
        Assert.Equal([Three[2]], ticks);
    }

    [Fact]
    public async Task N58_a_store_that_is_away_for_a_while_gets_the_ticks_later_and_one_that_stays_away_ends_the_reading_with_the_error()
    {
        var world = new TickWorld(symbols: 1);
        _store.BeforePut = key => _ = world.Clock.GetUtcNow() < At("09:21:00") ? throw new ObjectStoreException(ObjectStoreError.Unavailable, key, "away") : 0;
        var items = await world.ReadAsync(Kept(world), At("09:40:00"));
        Assert.Equal(Given(items, "005930").Select(tick => tick.AccVolume), (await ReadAsync("005930")).Select(tick => tick.AccVolume));

        _store.BeforePut = key => throw new ObjectStoreException(ObjectStoreError.Unavailable, key, "away");
        await Assert.ThrowsAsync<ObjectStoreException>(() => world.ReadAsync(Kept(world), At("09:45:00")));
        _store.BeforePut = key => throw new ObjectStoreException(ObjectStoreError.AccessDenied, key, "no");
        Assert.Equal(ObjectStoreError.AccessDenied, (await Assert.ThrowsAsync<ObjectStoreException>(() => world.ReadAsync(Kept(world), At("10:00:00")))).Error);
        Assert.True(world.Clock.GetUtcNow() < At("09:55:00"));
    }

    [Fact]
    public async Task N59_ticks_are_kept_only_by_a_feed_with_an_archive_and_all_that_were_given_are_read_again()
    {
        var world = new TickWorld(faults: options => options with { LossRate = 0.02, RepeatRate = 0.05, LateRate = 0.05, Disconnections = [At("09:30:00")] });
        await world.ReadAsync(world.Feed(), At("09:05:00"));
        Assert.Empty(_store.Keys);
        var items = await world.ReadAsync(Kept(world), At("10:00:00"));
        Assert.InRange(_store.Keys.Count(), 10, 14);
        foreach (var symbol in world.Symbols)
            Assert.Equal(items.Where(item => item.Tick?.Symbol == symbol).Select(item => item.Tick!).OrderBy(tick => tick.AccVolume), await ReadAsync(symbol));
        Assert.Empty(await Archive.VerifyAsync(Day, Day));

        // Two programs keep the same ticks in objects of their own, and each tick is read once.
        var count = (await ReadAsync("005930")).Count;
        await Archive.WriteAsync(await ReadAsync("005930"), default);
        Assert.Equal(count, (await ReadAsync("005930")).Count);
    }

    [Fact]
    public async Task N59_bars_of_ticks_keep_the_ticks_too()
    {
        var world = new TickWorld(symbols: 1);
        await world.Clock.RunAsync(async () =>
        {
            await foreach (var slice in Kept(world).Feed().ReadAsync())
            {
                if (slice.Bars.Minute >= At("09:12:00").DateTime)
                    break;
            }
        });
        Assert.Equal(world.True("005930", "09:00:00", "09:13:00").Select(tick => tick.AccVolume), (await ReadAsync("005930")).Where(tick => tick.Time < At("09:12:59.8").DateTime).Select(tick => tick.AccVolume));
    }

    [Fact]
    public async Task N73_bars_whose_ticks_could_not_be_kept_end_with_the_error_and_it_is_logged()
    {
        var world = new TickWorld(symbols: 1);
        _store.BeforePut = key => throw new ObjectStoreException(ObjectStoreError.Unavailable, key, "away");
        await Assert.ThrowsAsync<ObjectStoreException>(() => world.Clock.RunAsync(async () =>
        {
            await foreach (var slice in Kept(world).Feed().ReadAsync())
            {
                if (slice.Bars.Minute >= At("09:02:00").DateTime)
                    break;
            }
        }));
        Assert.Single(world.Lines.Of(326));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task N74_a_last_write_that_does_not_end_is_given_up_as_unavailable(bool isEarlier)
    {
        var clock = Clock();
        using var keeper = new TickKeeper((_, token) => token.CanBeCanceled && !isEarlier ? Pause.ForAsync(TimeSpan.FromDays(1), clock, token) : new TaskCompletionSource().Task, "ticks", TimeSpan.FromMinutes(5), clock);
        await clock.RunAsync(async () =>
        {
            keeper.Take(Item(Three[0]));
            if (isEarlier)
                await Pause.ForAsync(TimeSpan.FromMinutes(6), clock, default);
            Assert.Equal(ObjectStoreError.Unavailable, (await Assert.ThrowsAsync<ObjectStoreException>(keeper.EndAsync)).Error);
        });
        Assert.Equal(isEarlier ? At("09:06:30") : At("09:00:30"), clock.GetUtcNow());
    }

    [Fact]
    public async Task N76_the_last_ticks_of_a_day_are_written_although_no_message_follows_them()
    {
        var (clock, written) = (Clock(), new List<TickObject>());
        using var keeper = new TickKeeper(Write, "ticks", TimeSpan.FromMinutes(5), clock);
        await clock.RunAsync(async () =>
        {
            keeper.Take(Item(Three[0]));
            await Pause.ForAsync(TimeSpan.FromMinutes(6), clock, default);
            Assert.Single(written);
            await keeper.EndAsync();
        });
        Assert.Single(written);

        Task Write(TickObject next, CancellationToken token)
        {
            written.Add(next);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task N77_what_waits_for_a_store_that_stays_away_is_limited_and_ticks_that_are_not_kept_are_said()
    {
        var (clock, tried, isAway) = (Clock(), new List<TickObject>(), true);
        var size = TickObject.Of("ticks", [Three[0]])[0].Body.Length;
        using var keeper = new TickKeeper(Write, "ticks", TimeSpan.FromMinutes(5), clock) { Most = size * 4 };
        await clock.RunAsync(async () =>
        {
            var said = new List<TickFeedItem>();
            for (var i = 0; i < 12; i++)
            {
                if (keeper.Take(Item(Three[0] with { Time = At("09:00:00").AddMinutes(5 * i).DateTime, AccVolume = 10 + i })) is { } lost)
                    said.Add(lost);
                await Pause.ForAsync(TimeSpan.FromSeconds(301), clock, default);
            }

            // The first one is tried again and again with the same key and bytes, in case it was written. It is kept with the newest ones.
            Assert.Single(tried.Select(next => next.Key).Distinct());
            Assert.InRange(said.Sum(item => item.Count), 6, 8);
            Assert.Equal("NotKept 1 tick from 2026-11-20 09:05:00 to 2026-11-20 09:05:00", said[0].ToString());
            isAway = false;
            tried.Clear();
            var end = keeper.Take(Item(Three[0] with { Time = At("10:00:00").DateTime, AccVolume = 30 }))?.Count ?? 0;
            await keeper.EndAsync();
            Assert.Equal(13 - said.Sum(item => item.Count) - end, tried.Sum(next => next.Count));
        });

        // What nobody could be told is an exception at the end.
        isAway = true;
        using var silent = new TickKeeper(Write, "ticks", TimeSpan.FromMinutes(5), clock) { Most = 1 };
        await clock.RunAsync(async () =>
        {
            silent.Take(Item(Three[0]));
            await Pause.ForAsync(TimeSpan.FromMinutes(6), clock, default);
            silent.Take(Item(Three[2]));
            await Pause.ForAsync(TimeSpan.FromMinutes(6), clock, default);
            isAway = false;
            Assert.Contains("1 tick from 2026-11-20 09:00:05 to 2026-11-20 09:00:05 were not kept", (await Assert.ThrowsAsync<ObjectStoreException>(silent.EndAsync)).Message, StringComparison.Ordinal);
        });

        Task Write(TickObject next, CancellationToken token)
        {
            tried.Add(next);
            return isAway ? Task.FromException(new ObjectStoreException(ObjectStoreError.Unavailable, next.Key, "away")) : Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData("hantoo-stock-tick/J/20261120/090005_090007_0123456789abcdef.jsonl.zstd", true)]
    [InlineData("hantoo-stock-tick/J/20261120/090008_090007_0123456789abcdef.jsonl.zstd", false)]
    [InlineData("hantoo-stock-tick/J/20261120/090005_090007_0123456789ABCDEF.jsonl.zstd", false)]
    [InlineData("hantoo-stock-tick/X/20261120/090005_090007_0123456789abcdef.jsonl.zstd", false)]
    [InlineData("hantoo-stock-tick/J/20261320/090005_090007_0123456789abcdef.jsonl.zstd", false)]
    [InlineData("hantoo-stock-tick/J/20261120/090005_096007_0123456789abcdef.jsonl.zstd", false)]
    [InlineData("hantoo-stock-tick/J/090005_090007_0123456789abcdef.jsonl.zstd", false)]
    [InlineData("other/J/20261120/090005_090007_0123456789abcdef.jsonl.zstd", false)]
    public void N60_a_name_of_another_form_is_not_read_as_ticks(string key, bool isTicks)
    {
        Assert.Equal(isTicks, TickKey.TryParse(key, "hantoo-stock-tick", out var parsed));
        Assert.Equal(isTicks, parsed.Hash is not null && parsed.ToString() == key);
    }

    private static VirtualClock Clock() => VirtualClock.AtKorea(Day, new TimeOnly(9, 0), new VirtualClockOptions { Horizon = TimeSpan.FromHours(5), SettleTime = TimeSpan.Zero });

    private static TickFeedItem Item(Tick tick) => new() { Kind = TickFeedKind.Tick, Known = At("09:00:00"), Symbol = tick.Symbol, Tick = tick };

    private static Tick Of(string symbol, string time, decimal price, long volume, long accVolume, long accValue) =>
        new() { Symbol = symbol, Venue = Venue.Krx, Time = At(time).DateTime, Price = price, Volume = volume, AccVolume = accVolume, AccValue = accValue };

    private HantooTickFeed Kept(TickWorld world) => new(world.Client(), world.Symbols, world.Server, Set(), new TickArchive(_store, timeProvider: world.Clock), world.Lines);

    private async Task<List<Tick>> ReadAsync(string symbol)
    {
        var ticks = new List<Tick>();
        await foreach (var tick in Archive.ReadAsync(symbol, Day))
            ticks.Add(tick);
        return ticks;
    }

    private async Task<IReadOnlyList<StoreProblem>> VerifyAsync(string key, byte[] body, string? other)
    {
        var store = new InMemoryObjectStore();
        await store.PutIfAbsentAsync(key, body);
        if (other is not null)
            await store.PutIfAbsentAsync(other, _store[other]);
        return await new TickArchive(store).VerifyAsync(Day, Day);
    }
}
