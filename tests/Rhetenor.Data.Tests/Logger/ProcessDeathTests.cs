using Rhetenor.Data.Tests.Archive;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>A logger that dies or is cancelled at any operation of its store.</summary>
public sealed class ProcessDeathTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task F1_a_logger_that_dies_at_any_operation_leaves_what_the_next_run_makes_into_an_uninterrupted_one(bool afterEffect)
    {
        var whole = await RowsAsync((await EveningAsync(step: 0, (store, _) => store)).Store);
        for (var (step, died) = (1, true); died; step++)
        {
            var (world, inner, exception) = await EveningAsync(step, (store, at) => new StepStore(store) { Dies = (at, afterEffect) });
            died = exception is ProcessDiedException;
            Assert.True(died || exception is null, $"{step}: {exception}");
            await AssertFinishedAsync(world, inner, whole, step);
            Assert.InRange(step, 1, 100);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task F4_cancellation_at_any_operation_is_a_cancellation_and_leaves_no_torn_state(bool afterEffect)
    {
        var whole = await RowsAsync((await EveningAsync(step: 0, (store, _) => store)).Store);
        for (var (step, reached) = (1, true); reached; step++)
        {
            using var stop = new CancellationTokenSource();
            StepStore? stepper = null;
            var (world, inner, exception) = await EveningAsync(step, (store, at) => stepper = new StepStore(store) { Before = CancelAt(at, false), After = CancelAt(at, true) }, stop.Token);
            reached = stepper!.Steps >= step;
            Assert.True(exception is null or OperationCanceledException, $"{step}: {exception}");
            await AssertFinishedAsync(world, inner, whole, step);
            Assert.InRange(step, 1, 100);

            Func<StoreStep, string, Task> CancelAt(int at, bool isAfter) => (_, _) =>
            {
                if (isAfter == afterEffect && stepper!.Steps == at)
                    stop.CancelHere();
                return Task.CompletedTask;
            };
        }
    }

    // What a run at 15:31 left, and what became of a run in the evening.
    private static async Task<(LoggerWorld World, InMemoryObjectStore Store, Exception? Exception)> EveningAsync(
        int step, Func<InMemoryObjectStore, int, IObjectStore> disturb, CancellationToken cancellationToken = default)
    {
        var world = new LoggerWorld(Day, "15:31:30", 3);
        var store = new InMemoryObjectStore();
        await world.RunAsync(() => Logger(world, store).CatchUpAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        var exception = await Record.ExceptionAsync(() => world.RunAsync(() => Logger(world, disturb(store, step)).CatchUpAsync(null, cancellationToken)));
        return (world, store, exception);
    }

    private static HantooKlineLogger Logger(LoggerWorld world, IObjectStore store) => new(
        world.Symbols, store, world.Client(), options: new() { BarsPerObject = 391, Workers = 1 }, timeProvider: world.Clock);

    // The next run completes it, and stores nothing that was stored.
    private static async Task AssertFinishedAsync(LoggerWorld world, InMemoryObjectStore store, int rows, int step)
    {
        var report = await world.RunAsync(() => Logger(world, store).CatchUpAsync());
        Assert.True(report.IsFinal && report.Problems.Count == 0, $"{step}: {report}");
        Assert.Equal((step, rows), (step, await RowsAsync(store)));
        foreach (var key in await store.KeysAsync(""))
            world.Store.Overwrite(key, (await store.GetAsync(key))!);
        world.AssertStored(Venue.Krx, Day);
        Assert.Equal(0, (await world.RunAsync(() => Logger(world, store).CatchUpAsync())).Calls);
    }

    private static async Task<int> RowsAsync(InMemoryObjectStore store)
    {
        var rows = 0;
        foreach (var key in (await store.KeysAsync("")).Where(key => KlineKey.TryParse(key, out _)))
            rows += KlineCodec.Unpack((await store.GetAsync(key))!).BarCount;
        return rows;
    }
}
