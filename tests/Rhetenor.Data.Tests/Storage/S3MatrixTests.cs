using Amazon.Runtime;
using Amazon.S3;
using Rhetenor.Data.Tests.Logger;
using Xunit.Abstractions;

namespace Rhetenor.Data.Tests;

/// <summary>Who made the client, and whether it repeats requests behind one's back.</summary>
public enum ClientKind
{
    MadeHere,
    Callers,
    CallersResending,
}

/// <summary>Every shape in which a request over a real socket fails, against every kind of client.</summary>
public sealed class S3MatrixTests(ITestOutputHelper output)
{
    private static readonly DateOnly Day = new(2026, 5, 20);
    private static readonly BasicAWSCredentials Credentials = new(WireStore.AccessKey, WireStore.SecretKey);

    // Ending, and whether the write was carried out before it.
    private static readonly (Ending Ending, bool Effect)[] PutShapes =
    [
        (Ending.Closed, true), (Ending.Reset, true), (Ending.HalfHeader, true), (Ending.HeaderOnly, true), (Ending.Hang, true), (Ending.Conflict, false),
        (Ending.Refused, true), (Ending.WrongBytes, false), (Ending.SlowDown, true), (Ending.Closed, false),
    ];

    public static IEnumerable<object[]> Puts() =>
        from shape in PutShapes
        from kind in Enum.GetValues<ClientKind>()
        from warm in new[] { false, true }
        select new object[] { shape.Ending, shape.Effect, kind, warm };

    public static IEnumerable<object[]> Operations() =>
        from method in new[] { "LIST", "GET", "PUT" }
        from ending in new[] { Ending.TooMany, Ending.ServerError, Ending.SlowDown, Ending.Reset, Ending.Hang, Ending.HalfBody, Ending.WrongBytes }
        from effect in method == "PUT" ? new[] { false, true } : [true] // A read changes nothing, before or after.
        select new object[] { method, ending, effect };

    [Theory]
    [MemberData(nameof(Puts))]
    public async Task D13_D16_D18_D19_K4_eight_writers_over_failing_connections_end_with_one_object_a_key_and_the_truth(Ending ending, bool effect, ClientKind kind, bool warm)
    {
        await using var server = new LoopbackS3();
        var options = Options(server, ending);
        using var client = Client(server, kind);
        using var store = client is null ? S3ObjectStore.Create(options, Credentials) : new S3ObjectStore(client, options);
        if (warm)
            Assert.Null(await store.OpenReadAsync("warm"));
        var faults = 4; // Fewer than one writer has attempts, should all meet the same one.
        server.Fault = method => method == "PUT" && Interlocked.Decrement(ref faults) >= 0 ? (effect, ending) : null;

        // Four writers want one key, each with bytes of its own; four have keys of their own.
        var writers = Enumerable.Range(0, 8).Select(number => (Key: number < 4 ? "shared" : $"own-{number}", Body: $"writer {number}".Bytes())).ToList();
        var outcomes = await Task.WhenAll(writers.Select(writer => store.CommitAsync(writer.Key, writer.Body, options.Retry)));
        var falseSuccesses = writers.Zip(outcomes).Count(pair => pair.Second == CommitOutcome.Committed && !server.Objects[pair.First.Key].AsSpan().SequenceEqual(pair.First.Body));
        var falseConflicts = writers.Zip(outcomes).Count(pair => pair.Second == CommitOutcome.Conflict && server.Objects[pair.First.Key].AsSpan().SequenceEqual(pair.First.Body));
        output.WriteLine($"{server.Requests.Count(method => method == "PUT")} puts, {outcomes.Count(outcome => outcome == CommitOutcome.Conflict)} conflicts, {falseConflicts} false; {falseSuccesses} overwrites");
        Assert.Equal((0, 0), (falseSuccesses, falseConflicts));
        Assert.Equal(["own-4", "own-5", "own-6", "own-7", "shared"], server.Objects.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((1, 3), (outcomes[..4].Count(outcome => outcome == CommitOutcome.Committed), outcomes[..4].Count(outcome => outcome == CommitOutcome.Conflict)));
        Assert.All(outcomes[4..], outcome => Assert.Equal(CommitOutcome.Committed, outcome));
    }

    [Theory]
    [InlineData(ClientKind.MadeHere)]
    [InlineData(ClientKind.Callers)]
    [InlineData(ClientKind.CallersResending)]
    public async Task D21_D22_stores_without_the_condition_or_that_ignore_it_are_found_out_over_the_wire(ClientKind kind)
    {
        await using var ignoring = new LoopbackS3 { IgnoresCondition = true };
        await using var without = new LoopbackS3 { Fault = static method => method == "PUT" ? (false, Ending.NotImplemented) : null };
        foreach (var server in new[] { ignoring, without })
        {
            using var client = Client(server, kind);
            using var store = client is null ? S3ObjectStore.Create(server.Options, Credentials) : new S3ObjectStore(client, server.Options);
            await store.EnsureConditionalWritesAsync("p/.probe").FailsAsync(ObjectStoreError.Unsupported);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task D1_D10_D11_D12_D17_D18_D20_a_run_over_a_store_that_fails_once_in_any_operation_is_complete_and_true(string method, Ending ending, bool effect)
    {
        await using var server = new LoopbackS3();
        using var store = S3ObjectStore.Create(Options(server, ending), Credentials);
        var world = new LoggerWorld(Day, "11:00", 3);

        // Without the probe of conditional writes, which would meet the fault in place of the bars.
        var options = new KlineLoggerOptions { RiskLosingOtherWritersBars = true };
        HantooKlineLogger Logger() => new(world.Symbols, store, world.Client(), options: options, timeProvider: world.Clock);
        Assert.True((await world.RunAsync(() => Logger().CatchUpAsync())).IsComplete);

        // In the evening each operation is needed: lists, reads of what there is, writes of what is new.
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        var before = server.Objects.ToArray();
        var played = 0;
        server.Fault = asked => asked == method && Interlocked.Increment(ref played) == 1 ? (effect, ending) : null;
        var report = await world.RunAsync(() => Logger().CatchUpAsync());
        Assert.True(report.IsComplete && report.Problems.Count == 0 && played > 1, $"{report} {string.Join(' ', report.Problems)} {played}");
        Assert.All(before, stored => Assert.Equal(stored.Value, server.Objects[stored.Key]));
        Assert.Equal(4, server.Objects.Count);
        Assert.Empty((await world.RunAsync(() => Logger().CatchUpAsync())).Objects);
        foreach (var (key, body) in server.Objects)
            world.Store.Overwrite(key, body);
        world.AssertStored(Venue.Krx, Day);
    }

    // A store that is silent is given up after its deadline; a second is long enough for one that answers.
    private static S3ObjectStoreOptions Options(LoopbackS3 server, Ending ending) =>
        ending == Ending.Hang ? server.Options with { Timeout = TimeSpan.FromSeconds(1) } : server.Options;

    private static AmazonS3Client? Client(LoopbackS3 server, ClientKind kind)
    {
        if (kind == ClientKind.MadeHere)
            return null;
        var config = S3ObjectStoreClient.Configure(server.Options);
        if (kind == ClientKind.CallersResending)
            (config.MaxErrorRetry, config.MaxStaleConnectionRetries) = (2, new AmazonS3Config().MaxStaleConnectionRetries);
        return new AmazonS3Client(Credentials, config);
    }
}
