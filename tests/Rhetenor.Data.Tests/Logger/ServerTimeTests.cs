using System.Collections.Concurrent;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>M33: the server's time decides which session is the latest, or is asked for first.</summary>
public sealed class ServerTimeTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);
    private readonly TokenCache _tokens = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task M33_with_the_host_90_s_behind_at_09_01_20_the_server_s_time_decides_or_is_asked_for_first(bool hasToken)
    {
        var world = await BehindAsync(hasToken);
        var before = world.Kis.Calls.Count;
        var report = await world.RunAsync(() => Logger(world).CatchUpAsync());
        Assert.Equal((Day, true), (report.Session.Date, report.IsComplete));
        Assert.All(report.Symbols, symbol => Assert.Equal(Day.ToDateTime(new TimeOnly(9, 0)), symbol.Through));

        // The request for a token shows the time. With a token from before, one call does.
        Assert.Equal(report.Calls + 1, world.Kis.Calls.Count - before);
        Assert.Equal(hasToken ? 0 : 1, world.Kis.Calls.Skip(before).Count(call => call.Path == "/oauth2/tokenP"));
    }

    [Fact]
    public async Task M33_live_logging_begins_with_the_session_that_the_server_is_in()
    {
        var world = await BehindAsync(hasToken: true);
        var reports = new List<CatchUpReport>();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(40), world.Clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync(async () =>
        {
            await Logger(world).RunAsync(new Observer<CatchUpReport>(reports), stop.Token);
            return 0;
        }));
        Assert.Equal(Day, reports[^1].Session.Date);
    }

    [Fact]
    public async Task M33_a_server_that_does_not_answer_leaves_the_decision_to_the_host()
    {
        var world = await BehindAsync(hasToken: true);
        world.Kis.Faults.Always(HttpFault.ConnectionRefused());
        var report = await world.RunAsync(() => Logger(world).CatchUpAsync());
        Assert.Equal((Day.AddDays(-1), true, 0), (report.Session.Date, report.IsFinal, report.Calls));
    }

    [Fact]
    public async Task E5_a_clock_that_jumps_to_another_year_after_the_answers_gives_no_name_of_that_year()
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        var clock = new OwnClock(world.Clock);
        var client = new HantooClient(new(world.Kis.Options.AppKey, world.Kis.Options.AppSecret), world.Kis, _tokens, timeProvider: clock);

        // The day is listed right before its bars are written.
        var store = new Listed(world.Store, () => clock.Ahead = world.Kis.Calls.Count > 3 ? TimeSpan.FromDays(73 * 365) : default);
        var logger = new HantooKlineLogger(world.Symbols, store, client, timeProvider: clock);
        await world.RunAsync(() => logger.CatchUpAsync(Day));
        Assert.Contains(world.Store.Keys, key => KlineKey.TryParse(key, out _));
        Assert.DoesNotContain(world.Store.Keys, key => KlineKey.TryParse(key, out var bars) && bars.Retrieval.Year != Day.Year);
    }

    // The day before is stored and final. Nobody has asked the server since the host started.
    private async Task<LoggerWorld> BehindAsync(bool hasToken)
    {
        var world = new LoggerWorld(Day.AddDays(-1), "18:30", 3, options => options with { ClockSkew = TimeSpan.FromSeconds(90) });
        Assert.True((await world.RunAsync(() => Logger(world).CatchUpAsync())).IsFinal);
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(8, 59, 50)));
        if (!hasToken)
            _tokens.Clear();
        return world;
    }

    // A process of its own, which shares nothing with an earlier one but the token cache.
    private HantooKlineLogger Logger(LoggerWorld world)
    {
        var credentials = new HantooCredentials(world.Kis.Options.AppKey, world.Kis.Options.AppSecret);
        var client = new HantooClient(credentials, world.Kis, _tokens, timeProvider: new OwnClock(world.Clock));
        return new(world.Symbols, world.Store, client, timeProvider: world.Clock);
    }

    private sealed class TokenCache : ITokenCache
    {
        private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _contents = new();

        public void Clear() => _contents.Clear();

        public ValueTask<ReadOnlyMemory<byte>> ReadAsync(string name, CancellationToken cancellationToken = default) => new(_contents.GetValueOrDefault(name));

        public ValueTask WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
        {
            _contents[name] = content;
            return default;
        }
    }

    private sealed class Listed(IObjectStore inner, Action listing) : IObjectStore
    {
        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
            inner.PutIfAbsentAsync(key, body, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default)
        {
            listing();
            return inner.ListAsync(prefix, cancellationToken);
        }
    }
}
