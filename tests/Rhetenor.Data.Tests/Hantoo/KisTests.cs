using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Rhetenor.Data.Tests.Hantoo;

/// <summary>A client, a scripted KIS and a virtual clock. P18: after every test no log line and no failure may have a secret in it.</summary>
public abstract class KisTests : IDisposable
{
    private const string Key = "CANARYKEY-0123456789012345678901234", Hidden = "CANARYHIDDEN+/0123456789012345678901234567890=";

    private protected KisTests() => Kis = new ScriptedKis(Clock);

    private protected VirtualClock Clock { get; } = VirtualClock.AtKorea(
        Samples.Monday, new TimeOnly(10, 2), new VirtualClockOptions { Horizon = TimeSpan.FromHours(2), StallTimeout = TimeSpan.FromSeconds(3) });

    private protected ScriptedKis Kis { get; }

    private protected ListLogger Lines { get; } = new();

    private protected List<string> Shown { get; } = [];

    private protected static HantooCredentials Credentials => new(Key, Hidden);

    private protected static string[] Canaries => [Key, Hidden, ScriptedKis.Token];

    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        Assert.All(Shown.Concat(Lines.Lines), text => Assert.All(Canaries, canary => Assert.DoesNotContain(canary, text, StringComparison.Ordinal)));
    }

    private protected HantooClient Client(HantooOptions? options = null, ITokenCache? cache = null, TimeProvider? clock = null, IHttpTransport? transport = null) =>
        new(Credentials, transport ?? Kis, cache, options ?? new HantooOptions { Retry = new RetryOptions { JitterSeed = 1 } }, clock ?? Clock, Lines);

    private protected static Task<HantooMinutePage> AskAsync(HantooClient client, CancellationToken cancellationToken = default) =>
        client.GetMinutesAsync(Venue.Krx, "005930", Samples.Monday, new TimeOnly(10, 1), cancellationToken);

    private protected Task<HantooMinutePage> AskAsync(HantooOptions? options = null) => Clock.RunAsync(() => AskAsync(Client(options)));

    private protected Task<HantooException> FailAsync(HantooError error, string words = "") => FailAsync(error, Client(), words);

    private protected async Task<HantooException> FailAsync(HantooError error, HantooClient client, string words = "")
    {
        var exception = await Assert.ThrowsAsync<HantooException>(() => Clock.RunAsync(() => AskAsync(client)));
        Shown.Add(exception.ToString());
        Shown.Add($"{exception.Code} {exception.MessageText}");
        Assert.Equal(error, exception.Error);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        return exception;
    }

    /// <summary>A clock of its own for each process on the same time.</summary>
    private protected sealed class ProcessClock(TimeProvider inner, TimeSpan ahead = default) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.CreateCustomTimeZone("New York", TimeSpan.FromHours(-5), "New York", "New York");

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + ahead;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            inner.CreateTimer(callback, state, dueTime, period);
    }

    private protected sealed class ListLogger : ILogger<HantooClient>, ILogger<FileTokenCache>
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public bool Has(int id) => Lines.Any(line => line.StartsWith($"{id} ", StringComparison.Ordinal));

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception} {string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? [])}");
    }
}
