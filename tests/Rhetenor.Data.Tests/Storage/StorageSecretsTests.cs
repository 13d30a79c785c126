using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Rhetenor.Data.Tests;

public sealed class StorageSecretsTests
{
    private const string Plain =
        "Authorization: AWS4-HMAC-SHA256 Credential=" + WireStore.AccessKey + " secret " + WireStore.SecretKey;

    private const string Echo = "<html>" + Plain + "</html>";

    [Fact]
    public async Task L1_L2_L3_L5_keys_are_in_no_text_no_exception_no_log_and_no_object()
    {
        using var wire = new S3Wire();
        var log = new ListLogger();
        var store = WireStore.Over(wire, logger: log);
        var shown = new List<string> { store.ToString(), WireStore.Options.ToString() };

        WireFault[] faults =
        [
            WireFaults.Reply(403, "SignatureDoesNotMatch"), WireFaults.Reply(500, "InternalError"), WireFaults.Reply(400, WireStore.SecretKey),
            WireFaults.Page(200, Echo), WireFaults.Page(403, Echo), WireFaults.Page(404, Echo), WireFaults.Page(502, Echo), WireFaults.Lost(), WireFaults.Refused(),
            (_, _, _) => Task.FromResult(S3Wire.Text(403, Plain, "application/xml")),
            (_, _, _) => Task.FromResult(S3Wire.Text(500, Plain, "application/xml")),
        ];
        foreach (var fault in faults)
        {
            wire.Always = fault;
            shown.Add(await ShowAsync(() => store.GetAsync("k")));
            shown.Add(await ShowAsync(() => store.PutIfAbsentAsync("k", "x".Bytes())));
            shown.Add(await ShowAsync(() => store.KeysAsync("p")));
        }

        wire.Always = null;
        await store.PutIfAbsentAsync("stored", "x".Bytes());
        shown.AddRange(log.Lines);
        shown.AddRange(wire.Objects.Select(stored => stored.Key + Encoding.UTF8.GetString(stored.Value.Body) + stored.Value.Hash));

        // The canaries were really on the way, and the logger really listened.
        Assert.Contains(wire.Requests, request => request.Headers.Values.Any(value => value.Contains(WireStore.AccessKey, StringComparison.Ordinal)));
        Assert.True(log.Lines.Count > 50);
        Assert.All(shown, text =>
        {
            Assert.DoesNotContain(WireStore.AccessKey, text, StringComparison.Ordinal);
            Assert.DoesNotContain(WireStore.SecretKey, text, StringComparison.Ordinal);
            Assert.DoesNotContain("AWS4-HMAC", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task F6_a_logger_that_throws_does_not_reach_the_operation()
    {
        using var wire = new S3Wire();
        wire.Faults.Enqueue(WireFaults.ServedThenLost());
        var store = WireStore.Over(wire, logger: new ListLogger { Throws = true });
        Assert.Equal(PutOutcome.AlreadyExists, await store.PutIfAbsentAsync("k", "x".Bytes()));
        Assert.Equal("x".Bytes(), await store.GetAsync("k"));
    }

    private static async Task<string> ShowAsync(Func<Task> operation)
    {
        try
        {
            await operation();
            return "";
        }
        catch (ObjectStoreException exception)
        {
            return exception.ToString();
        }
    }

    private sealed class ListLogger : ILogger<S3ObjectStore>
    {
        public ConcurrentBag<string> Lines { get; } = [];

        public bool Throws { get; init; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (Throws)
                throw new InvalidOperationException("logger");
            Lines.Add($"{formatter(state, exception)} {exception} {string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? [])}");
        }
    }
}
