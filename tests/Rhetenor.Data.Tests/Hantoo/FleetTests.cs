namespace Rhetenor.Data.Tests.Hantoo;

/// <summary>A key that is refused or suspended hands its share to the others.</summary>
public sealed class FleetTests
{
    private static readonly HantooFleetOptions Soon = new() { BaseDelay = TimeSpan.FromSeconds(3), MaxDelay = TimeSpan.FromSeconds(20) };

    [Fact]
    public async Task A_key_refused_from_the_start_hands_its_share_to_the_others_and_nothing_is_fetched_twice()
    {
        var alone = new FleetWorld(60);
        await alone.CatchUpAsync(alone.Client(1));
        var world = new FleetWorld(60);
        var fleet = new HantooFleet([world.Client(1), world.Client(2, secret: "wrong"), world.Client(3)], logger: world.Lines);
        var (report, _) = await world.CatchUpAsync(fleet);
        Assert.True(report.IsComplete);
        world.AssertStored();
        Assert.Equal(51.3, 3 * world.Client(1).CallsPerSecond, 6);
        Assert.Equal(34.2, fleet.CallsPerSecond, 6);
        var aside = fleet.Keys[1];
        Assert.Equal(HantooError.Credentials, aside.Failure!.Error);
        Assert.True(aside.SetAsideUntil > FleetWorld.At("07:00:00"));
        Assert.Contains("key 2", aside.ToString(), StringComparison.Ordinal);
        Assert.All(new[] { fleet.Keys[0], fleet.Keys[2] }, key => Assert.Null(key.Failure));
        Assert.Contains("App key 2 is set aside", Assert.Single(world.Lines.Of(330)), StringComparison.Ordinal);
        Assert.Equal(Pages(alone).Order(), Pages(world).Order());
        Assert.Equal(alone.Kis.Calls.Count(call => call.TrId != ""), report.Symbols.Sum(symbol => symbol.Calls));
    }

    [Theory]
    [InlineData("EGW00103", HantooError.Credentials)]
    [InlineData("EGW00206", HantooError.NotPermitted)]
    [InlineData("EGW00123", HantooError.RateLimited)]
    [InlineData("EGW00201", HantooError.RateLimited)]
    [InlineData("OPSQ9999", HantooError.Rejected)]
    [InlineData("EGW00300", HantooError.Unavailable)]
    public async Task A_key_suspended_in_the_middle_hands_its_share_to_the_others_and_is_used_again_afterwards(string code, HantooError error)
    {
        var world = new FleetWorld(400, 50, suspensions: [new(2, FleetWorld.At("07:00:03"), FleetWorld.At("07:00:40")) { Code = code }]);
        var fleet = world.Fleet(3, Soon);
        await world.Clock.RunAsync(async () =>
        {
            var run = world.Logger(fleet).CatchUpAsync(FleetWorld.Day);
            await Pause.ForAsync(TimeSpan.FromSeconds(25), world.Clock, default);
            Assert.Equal(error, fleet.Keys[1].Failure?.Error);
            Assert.True((await run).IsComplete);

            // The suspension has ended. One request tries the key.
            await Pause.ForAsync(TimeSpan.FromSeconds(60), world.Clock, default);
            Assert.NotNull(fleet.Keys[1].SetAsideUntil);
            Assert.True((await world.Logger(fleet, new()).CatchUpAsync(FleetWorld.Day)).IsComplete);
        });
        world.AssertStored();
        Assert.Null(fleet.Keys[1].SetAsideUntil);
        Assert.Null(fleet.Keys[1].Failure);
        Assert.Contains("App key 2", Assert.Single(world.Lines.Of(331)), StringComparison.Ordinal);
        Assert.Empty(world.Lines.Of(411));
        Assert.All(world.Lines.Of(330), line => Assert.Contains("App key 2", line, StringComparison.Ordinal));
        Assert.True(world.Kis.Calls.Count(call => call.Key == 2 && call.Instant >= FleetWorld.At("07:00:40")) > 300);
    }

    [Fact]
    public async Task A_key_that_is_set_aside_is_tried_by_one_request_after_waits_that_double()
    {
        var world = new FleetWorld(400, 50, suspensions: [new(2, FleetWorld.At("07:00:01"), FleetWorld.At("08:00:00"))]);
        var (report, _) = await world.CatchUpAsync(world.Fleet(2, new() { BaseDelay = TimeSpan.FromSeconds(4), MaxDelay = TimeSpan.FromSeconds(9) }));
        Assert.True(report.IsComplete);
        var trials = world.Kis.Calls.Where(call => call.Key == 2 && call.Code == "EGW00103").Select(call => call.Instant - FleetWorld.At("07:00:00")).ToList();
        var first = trials[0];
        Assert.All(trials.TakeWhile(time => time < first.Add(TimeSpan.FromSeconds(3))), time => Assert.InRange((time - first).TotalSeconds, 0, 0.5));
        var later = trials.Where(time => time > first.Add(TimeSpan.FromSeconds(3))).ToList();
        Assert.True(later.Count >= 5);
        Assert.InRange((later[0] - first).TotalSeconds, 3.9, 4.6);
        Assert.InRange((later[1] - later[0]).TotalSeconds, 7.9, 8.6);
        Assert.All(later.Skip(2).Zip(later.Skip(1)), pair => Assert.InRange((pair.First - pair.Second).TotalSeconds, 8.9, 9.6));
    }

    [Fact]
    public async Task When_all_keys_are_refused_the_last_failure_is_thrown_and_a_later_run_tries_them_again()
    {
        var (from, to) = (FleetWorld.At("07:00:01"), FleetWorld.At("07:00:30"));
        var world = new FleetWorld(100, suspensions: [new(1, from, to), new(2, from, to), new(3, from, to)]);
        var fleet = world.Fleet(3);
        await world.Clock.RunAsync(async () =>
        {
            var failure = await Assert.ThrowsAsync<HantooException>(() => world.Logger(fleet).CatchUpAsync(FleetWorld.Day));
            Assert.Equal((HantooError.Credentials, "EGW00103"), (failure.Error, failure.Code));
            Assert.All(fleet.Keys, key => Assert.Equal(HantooError.Credentials, key.Failure?.Error));
            Assert.Equal(51.3, fleet.CallsPerSecond, 6);
            failure = await Assert.ThrowsAsync<HantooException>(() => world.Logger(fleet).CatchUpAsync(FleetWorld.Day));
            Assert.Equal(HantooError.Credentials, failure.Error);

            // The keys are still set aside, but no other one could be used.
            await Pause.ForAsync(to - world.Clock.GetUtcNow(), world.Clock, default);
            Assert.True((await world.Logger(fleet).CatchUpAsync(FleetWorld.Day)).IsComplete);
        });
        world.AssertStored();
    }

    [Fact]
    public async Task While_KIS_is_away_no_key_is_set_aside_and_the_run_pauses()
    {
        var world = new FleetWorld(200);
        var now = world.Clock.GetUtcNow();
        world.Kis.Faults.Always(HttpFault.Status(503), _ => world.Clock.GetUtcNow() - now is { TotalSeconds: > 4 and < 200 });
        var fleet = world.Fleet(3);
        var (report, _) = await world.CatchUpAsync(fleet);
        Assert.True(report.IsComplete);
        Assert.True(report.Pauses > 0);
        Assert.Empty(world.Lines.Of(330));
        world.AssertStored();
    }

    [Fact]
    public async Task A_key_without_answers_is_set_aside_when_the_others_get_answers()
    {
        var world = new FleetWorld(400);
        world.Kis.Faults.Always(HttpFault.Hang(), request => request.Headers.GetValueOrDefault("appkey") == FleetWorld.KeyOf(2));
        var fleet = world.Fleet(3);
        var (report, _) = await world.CatchUpAsync(fleet);
        Assert.True(report.IsComplete);
        Assert.Equal(HantooError.Unavailable, fleet.Keys[1].Failure?.Error);
        Assert.DoesNotContain(report.Symbols, symbol => symbol.Reason is not null);
        world.AssertStored();
    }

    [Fact]
    public async Task What_is_wrong_with_symbols_sets_no_key_aside()
    {
        var world = new FleetWorld(60);
        string[] bad = [world.Symbols[1], world.Symbols[5], world.Symbols[6], world.Symbols[7], world.Symbols[9]];
        void Meets(string symbol, HttpFault fault) => world.Kis.Faults.Always(fault, request => request.Uri.Query.Contains($"FID_INPUT_ISCD={symbol}&", StringComparison.Ordinal));
        Meets(bad[0], KisFault.TruncatedJson());
        Meets(bad[1], HttpFault.Status(500));
        foreach (var symbol in bad[2..])
            Meets(symbol, KisFault.Code("OPSQ9999"));
        var fleet = world.Fleet(3);
        var (report, _) = await world.CatchUpAsync(fleet);
        Assert.Equal(bad.Order(), report.Symbols.Where(symbol => symbol.Reason is not null && !symbol.IsComplete).Select(symbol => symbol.Symbol).Order());
        Assert.Empty(world.Lines.Of(330));
        Assert.All(fleet.Keys, key => Assert.Null(key.Failure));
    }

    [Fact]
    public async Task Other_downloads_use_the_keys_too_and_pages_of_a_list_use_one()
    {
        var world = new FleetWorld(40, suspensions: [new(1, FleetWorld.At("06:00:00"), FleetWorld.At("23:00:00"))]);
        var fleet = world.Fleet(3);
        await world.Clock.RunAsync(async () =>
        {
            var report = await new HantooDailyLogger(world.Symbols, world.Store, fleet.Client, options: new() { From = FleetWorld.Day.AddDays(-200) }, timeProvider: world.Clock).CatchUpAsync();
            Assert.True(report.IsComplete);
            await new CorporateActionDownloader(world.Store, fleet.Client, timeProvider: world.Clock).DownloadAsync(FleetWorld.Day.AddDays(-60), FleetWorld.Day);
        });
        Assert.True(fleet.Keys[1].Calls > 20 && fleet.Keys[2].Calls > 20);
        Assert.Single(world.Kis.Calls.Where(call => call.Path.Contains("ksdinfo", StringComparison.Ordinal) && call.Code == "MCA00000").Select(call => call.Key).Distinct());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public async Task A_list_whose_key_was_set_aside_is_not_continued_with_another_one(int aside)
    {
        var world = new FleetWorld(40, suspensions: [.. Enumerable.Range(1, aside).Select(number => new KisSuspension(number, FleetWorld.At("07:00:01"), FleetWorld.At("23:00:00")))]);
        var fleet = WithSlowLists(world);
        HantooException? failure = null;
        await world.Clock.RunAsync(async () =>
        {
            var list = fleet.Client.GetHolidaysAsync(FleetWorld.Day);
            var work = world.Logger(fleet).CatchUpAsync(FleetWorld.Day);
            failure = await Assert.ThrowsAsync<HantooException>(() => list);
            _ = aside == 3 ? await Record.ExceptionAsync(() => work) : (object)await work;
        });
        Assert.True(failure!.IsFatal, failure.Message);
        Assert.Single(world.Kis.Calls, call => call.Path.EndsWith("chk-holiday", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_goes_on_with_its_key_when_the_keys_time_aside_is_over()
    {
        var world = new FleetWorld(40, suspensions: [new KisSuspension(1, FleetWorld.At("07:00:01"), FleetWorld.At("07:00:05"))]);
        var fleet = WithSlowLists(world, new() { BaseDelay = TimeSpan.FromSeconds(5) });
        await world.Clock.RunAsync(async () =>
        {
            var list = fleet.Client.GetHolidaysAsync(FleetWorld.Day);
            await world.Logger(fleet).CatchUpAsync(FleetWorld.Day);
            Assert.NotEmpty(await list);
        });
        Assert.Equal(1, Assert.Single(world.Kis.Calls.Where(call => call.Path.EndsWith("chk-holiday", StringComparison.Ordinal)).Select(call => call.Key).Distinct()));
        Assert.InRange(world.Kis.Calls.Count(call => call.Path.EndsWith("chk-holiday", StringComparison.Ordinal)), 2, 5);
    }

    [Fact]
    public void Waits_that_double_end_at_the_longest_one_however_often_a_key_is_set_aside()
    {
        var options = new HantooFleetOptions { BaseDelay = TimeSpan.FromMinutes(15), MaxDelay = TimeSpan.FromMinutes(40) };
        Assert.Equal([15, 30, 40, 40], new[] { 0, 1, 2, int.MaxValue }.Select(times => options.WaitAfter(times).TotalMinutes));
    }

    [Fact]
    public void Clients_that_do_not_fit_together_are_refused()
    {
        var world = new FleetWorld();
        HantooClient Paper() => new(new HantooCredentials(FleetWorld.KeyOf(2), "s"), world.Kis, options: new() { Environment = HantooEnvironment.Paper }, timeProvider: world.Clock);
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => new HantooFleet([])).Message, StringComparison.Ordinal);
        Assert.Contains("Client 2 is of Paper, and client 1 of Production", Assert.Throws<ArgumentException>(() => new HantooFleet([world.Client(1), Paper()])).Message, StringComparison.Ordinal);
        Assert.Contains("Clients 2 and 3 have the same app key", Assert.Throws<ArgumentException>(() => new HantooFleet([world.Client(1), world.Client(3), world.Client(3)])).Message, StringComparison.Ordinal);
        Assert.Contains("clock", Assert.Throws<ArgumentException>(() => new HantooFleet([world.Client(1), new FleetWorld().Client(2)])).Message, StringComparison.Ordinal);
        Assert.Contains("Client 1 is null, or of a fleet", Assert.Throws<ArgumentException>(() => new HantooFleet([world.Fleet(2).Client])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Fleet(2, new() { Failures = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Fleet(2, new() { MaxDelay = TimeSpan.FromSeconds(1) }));
    }

    [Fact]
    public async Task No_secret_of_any_key_is_in_logs_texts_and_failures()
    {
        var (from, to) = (FleetWorld.At("07:00:01"), FleetWorld.At("23:00:00"));
        var world = new FleetWorld(60, suspensions: [new(1, from, to) { Code = "EGW00201" }, new(2, from, to), new(3, from, to) { Code = "EGW00304" }]);
        world.Kis.Faults.Always(KisFault.Code("EGW00304", $"{FleetWorld.KeyOf(2)} {FleetWorld.SecretOf(2)} {FleetWorld.KeyOf(1)} {FleetWorld.SecretOf(3)}"), request => request.Headers.GetValueOrDefault("appkey") == FleetWorld.KeyOf(2));
        var fleet = world.Fleet(3);
        var failure = await Assert.ThrowsAnyAsync<RhetenorException>(() => world.CatchUpAsync(fleet));
        var text = string.Join('\n', [.. world.Lines.All, failure.ToString(), fleet.ToString(), fleet.Client.ToString(), .. fleet.Keys.Select(key => $"{key} {key.Failure}")]);
        Assert.Contains("set aside", text, StringComparison.Ordinal);
        foreach (var hidden in Enumerable.Range(1, 3).SelectMany(number => new[] { FleetWorld.KeyOf(number), FleetWorld.SecretOf(number) }).Append(world.Kis.Options.AppKey).Append(world.Kis.Options.AppSecret))
            Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
        Assert.DoesNotContain("simulated.0", text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Pages(FleetWorld world) => world.Kis.Calls.Where(call => call.TrId != "").Select(call => $"{call.TrId} {call.Symbol} {call.Date} {call.Cursor}");

    private static HantooFleet WithSlowLists(FleetWorld world, HantooFleetOptions? options = null) => new(
        Enumerable.Range(1, 3).Select(number => new HantooClient(
            new(number == 1 ? world.Kis.Options.AppKey : FleetWorld.KeyOf(number), number == 1 ? world.Kis.Options.AppSecret : FleetWorld.SecretOf(number)), new SlowLists(world), options: new() { HolidayPages = 5 }, timeProvider: world.Clock)),
        options);

    // The first page of a list is answered after other calls have been refused.
    private sealed class SlowLists(FleetWorld world) : IHttpTransport
    {
        public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
        {
            var response = await world.Kis.SendAsync(request, cancellationToken);
            if (request.RequestUri!.AbsolutePath.EndsWith("chk-holiday", StringComparison.Ordinal))
                await Task.Delay(TimeSpan.FromSeconds(8), world.Clock, cancellationToken);
            return response;
        }
    }
}
