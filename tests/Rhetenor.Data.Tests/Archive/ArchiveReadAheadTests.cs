namespace Rhetenor.Data.Tests.Archive;

public sealed class ArchiveReadAheadTests
{
    [Theory]
    [InlineData(0, long.MaxValue, 1)]
    [InlineData(1, long.MaxValue, 2)]
    [InlineData(3, long.MaxValue, 4)]
    [InlineData(9, 20, 3)]
    [InlineData(9, 1, 2)]
    public async Task Memory_is_bounded_by_items_and_by_weight(int count, long weight, int expected)
    {
        var started = 0;
        var used = 0;
        var most = 0;
        await foreach (var (item, result) in Run(count, weight, (value, _) =>
        {
            started++;
            return Task.FromResult(value * value);
        }))
        {
            Assert.Equal((used, used * used), (item, result));
            used++;
            most = Math.Max(most, started - used + 1);
        }

        Assert.Equal((30, 30, expected), (started, used, most));
    }

    [Fact]
    public async Task What_was_started_ends_with_the_reading()
    {
        var (running, ended) = (0, 0);
        await foreach (var _ in Run(5, long.MaxValue, async (value, token) =>
        {
            running++;
            try
            {
                if (value > 0)
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return value;
            }
            finally
            {
                ended++;
            }
        }))
        {
            break;
        }

        Assert.Equal((6, 6), (running, ended));
    }

    [Fact]
    public async Task A_failure_is_thrown_where_its_item_would_come()
    {
        var seen = new List<int>();
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var (item, _) in Run(5, long.MaxValue, (value, _) => value == 3 ? Task.FromException<int>(new InvalidOperationException("third")) : Task.FromResult(value)))
                seen.Add(item);
        });
        Assert.Equal("third", exception.Message);
        Assert.Equal([0, 1, 2], seen);
    }

    [Fact]
    public async Task A_cancelled_reading_ends()
    {
        using var cancel = new CancellationTokenSource();
        var store = new InMemoryObjectStore();
        foreach (var date in Shelf.Days(5))
            await Shelf.PutAsync(store, Shelf.Day(date, 3, 5), date.ToDateTime(new TimeOnly(16, 0)));
        var slices = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new KlineArchive(store).ReadAsync(new(Shelf.Days(1).Single(), Shelf.Days(5).Last())).WithCancellation(cancel.Token))
            {
                slices++;
                await cancel.CancelAsync();
            }
        });
        Assert.InRange(slices, 1, 10);
    }

    [Fact]
    public async Task A_year_of_fragments_is_listed_in_one_go()
    {
        var store = new InMemoryObjectStore();
        foreach (var date in Shelf.Days(150))
            await Shelf.PutAsync(store, Shelf.Day(date, 2, 2), date.ToDateTime(new TimeOnly(16, 0)));
        var counting = new CountingStore(store);
        var archive = new KlineArchive(counting);
        Assert.Equal(150, await archive.ListSessionsAsync(new(2026, 1, 1), new(2026, 12, 31)).CountAsync());
        Assert.Equal(1, counting.Lists);
        Assert.Equal(22, await archive.ListSessionsAsync(new(2026, 6, 1), new(2026, 6, 30)).CountAsync());
        Assert.Equal(2, counting.Lists);
        Assert.Equal(1, await archive.ListSessionsAsync(new(2026, 6, 1), new(2026, 6, 1)).CountAsync());
        Assert.Equal(3, counting.Lists);
    }

    private static IAsyncEnumerable<(int Item, int Result)> Run(int count, long weight, Func<int, CancellationToken, Task<int>> work) =>
        ReadAhead.RunAsync(Enumerable.Range(0, 30).ToAsyncEnumerable(), work, _ => 10, new(count, weight), CancellationToken.None);

    private sealed class CountingStore(IObjectStore inner) : IObjectStore
    {
        public int Lists { get; private set; }

        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
            inner.PutIfAbsentAsync(key, body, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default)
        {
            Lists++;
            return inner.ListAsync(prefix, cancellationToken);
        }
    }
}
