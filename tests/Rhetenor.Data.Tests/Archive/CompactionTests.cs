using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>Whatever the objects of a session are: one says the same, and nobody sees a difference on the way.</summary>
public sealed class CompactionTests
{
    internal static readonly KlineCompactorOptions Options = new() { Archive = ArchiveViews.Options, CompressionLevel = 3 };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Random_layouts_are_compacted_without_loss_at_every_instant_and_every_step(int block)
    {
        for (var seed = block * 20; seed < (block + 1) * 20; seed++)
        {
            var (store, layout) = (new InMemoryObjectStore(), new RandomLayout(seed));
            await layout.PutAsync(store, 2 + (seed % 7), hour: 16);
            await CompactAndCompareAsync(store, layout, $"seed {seed}");

            // New objects come; compacted with the compacted one they are one again.
            await layout.PutAsync(store, 1 + (seed % 3), hour: 17);
            await CompactAndCompareAsync(store, layout, $"seed {seed}, again");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Without_versions_the_latest_view_stays_at_every_step(int block)
    {
        for (var seed = block * 10; seed < (block + 1) * 10; seed++)
        {
            var (store, layout) = (new InMemoryObjectStore(), new RandomLayout(seed));
            await layout.PutAsync(store, 2 + (seed % 7), hour: 16);
            var before = await ArchiveViews.LatestAsync(store);
            var compactor = new KlineCompactor(store, Options with { KeepVersions = false });
            await compactor.CompactAsync(Bars.Date, Bars.Date);
            var stepper = new StepStore(store) { After = async (_, _) => Assert.Equal(before, await ArchiveViews.LatestAsync(store)) };
            await compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, stepper);
            Assert.Equal(before, await ArchiveViews.LatestAsync(store));
            Assert.Single(await store.KeysAsync(""));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_process_that_dies_at_any_operation_loses_nothing_and_a_clean_run_finishes(int seed)
    {
        for (var step = 1; ; step++)
        {
            var died = false;
            foreach (var afterEffect in (bool[])[false, true])
            {
                var (store, layout) = (new InMemoryObjectStore(), new RandomLayout(seed));
                await layout.PutAsync(store, 3, hour: 16);
                var (views, simple) = (await ArchiveViews.HistoryAsync(store, layout.Retrievals), await ArchiveViews.SimpleAsync(store, lastLineOnly: true));
                try
                {
                    await RunAsync(new StepStore(store) { Dies = (step, afterEffect) });
                }
                catch (ProcessDiedException)
                {
                    died = true;
                }

                Assert.Equal(views, await ArchiveViews.HistoryAsync(store, layout.Retrievals));
                Assert.Equal(simple, await ArchiveViews.SimpleAsync(store, lastLineOnly: true));
                await RunAsync(new StepStore(store));
                Assert.Equal(views, await ArchiveViews.HistoryAsync(store, layout.Retrievals));
                Assert.Single(await store.KeysAsync(""));
            }

            if (!died)
                break;
            Assert.True(step < 100);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Two_compactors_and_two_removers_at_once_lose_nothing(int seed)
    {
        for (var round = 0; round < 10; round++)
        {
            var (store, layout) = (new InMemoryObjectStore(), new RandomLayout((seed * 10) + round));
            await layout.PutAsync(store, 5, hour: 16);
            var views = await ArchiveViews.HistoryAsync(store, layout.Retrievals);
            await Task.WhenAll(RunAsync(Slow(store)), RunAsync(Slow(store)));
            Assert.Equal(views, await ArchiveViews.HistoryAsync(store, layout.Retrievals));
            await RunAsync(new StepStore(store));
            Assert.Equal(views, await ArchiveViews.HistoryAsync(store, layout.Retrievals));
            Assert.Single(await store.KeysAsync(""));
        }

        // Others get their turn between any two operations.
        static StepStore Slow(InMemoryObjectStore store) => new(store) { Before = async (_, _) => await Task.Yield() };
    }

    private static async Task RunAsync(StepStore store)
    {
        var compactor = new KlineCompactor(store, Options);
        await compactor.CompactAsync(Bars.Date, Bars.Date);
        await compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, store);
    }

    private static async Task CompactAndCompareAsync(InMemoryObjectStore store, RandomLayout layout, string seed)
    {
        var before = await SeenAsync(store, layout);
        var objects = await store.KeysAsync("");
        var compactor = new KlineCompactor(store, Options);
        var compaction = Assert.Single(await compactor.CompactAsync(Bars.Date, Bars.Date));
        Assert.Equal(objects.Count > 1 ? CompactionOutcome.Written : CompactionOutcome.Compact, compaction.Outcome);
        Same(before, await SeenAsync(store, layout), seed);

        var keys = await store.KeysAsync("");
        Assert.Equal(CompactionOutcome.Compact, Assert.Single(await compactor.CompactAsync(Bars.Date, Bars.Date)).Outcome);
        Assert.Equal(keys, await store.KeysAsync(""));

        var stepper = new StepStore(store) { After = async (_, key) => Same(before, await SeenAsync(store, layout), $"{seed}, {key} removed") };
        var removal = Assert.Single(await compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, stepper));
        Assert.Equal(objects.Count > 1 ? objects.Count : 0, removal.Removed.Count);
        Assert.Equal(compaction.Compacted!.Value.Key, Assert.Single(await store.KeysAsync("")));

        Assert.Empty(Assert.Single(await compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, store)).Removed);
        Assert.Equal(CompactionOutcome.Compact, Assert.Single(await compactor.CompactAsync(Bars.Date, Bars.Date)).Outcome);
        Same(before, await SeenAsync(store, layout), $"{seed}, at the end");
    }

    private static async Task<string[]> SeenAsync(InMemoryObjectStore store, RandomLayout layout) =>
    [
        await ArchiveViews.HistoryAsync(store, layout.Retrievals),
        await ArchiveViews.VersionsAsync(store),
        await ArchiveViews.SimpleAsync(store, lastLineOnly: false),
        await ArchiveViews.SimpleAsync(store, lastLineOnly: true),
    ];

    private static void Same(string[] expected, string[] found, string when)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(expected[i] == found[i], $"{when}, view {i}:\n{expected[i]}\n--- became\n{found[i]}");
    }
}
