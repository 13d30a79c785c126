using Rhetenor.Data.Tests.Logger;

namespace Rhetenor.Data.Tests.Feeds;

/// <summary>One process that logs live until an instant, with readers of its feeds.</summary>
internal sealed class FeedRun(LoggerWorld world, KlineLoggerOptions? options = null, IKlineSource? source = null)
{
    private readonly List<Func<Task>> _readers = [];

    public HantooKlineLogger Logger { get; } = source is null ? world.Logger(options) : new(world.Symbols, world.Store, source, options: options, timeProvider: world.Clock);

    public List<CatchUpReport> Reports { get; } = [];

    /// <summary>Whether the store refuses writes.</summary>
    public Func<bool> IsAway { get; init; } = static () => false;

    /// <summary>Adds a reader.</summary>
    /// <param name="at">When it begins.</param>
    /// <param name="create">Creates the feed.</param>
    /// <param name="pause">How long it takes over each slice, by number; null for no time.</param>
    /// <returns>What it receives.</returns>
    public List<KlineFeedSlice> Read(DateTimeOffset at, Func<HantooKlineLogger, IKlineFeed> create, Func<int, TimeSpan>? pause = null)
    {
        var slices = new List<KlineFeedSlice>();
        _readers.Add(async () =>
        {
            if (at > world.Clock.GetUtcNow())
                await Task.Delay(at - world.Clock.GetUtcNow(), world.Clock);
            await foreach (var slice in create(Logger).ReadAsync())
            {
                slices.Add(slice);
                if (pause?.Invoke(slices.Count) is { Ticks: > 0 } time)
                    await Task.Delay(time, world.Clock);
            }
        });
        return slices;
    }

    /// <summary>Adds what runs beside the logger.</summary>
    public void Beside(Func<Task> work) => _readers.Add(work);

    /// <summary>Logs until an instant. Readers must have begun by then.</summary>
    public Task UntilAsync(DateTimeOffset until, bool isKilled = false) => world.Clock.RunAsync(async () =>
    {
        var readers = _readers.Select(reader => reader()).ToList();
        using var stop = new CancellationTokenSource(until - world.Clock.GetUtcNow(), world.Clock);

        // A process that dies writes nothing any more.
        world.Store.BeforePut = key => _ = IsAway() || (isKilled && world.Clock.GetUtcNow() >= until) ? throw new ObjectStoreException(ObjectStoreError.Unavailable, key, "dead") : 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Logger.RunAsync(new Observer<CatchUpReport>(Reports), stop.Token));
        world.Store.BeforePut = null;
        await Task.WhenAll(readers);
    });
}
