using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Archive;

public sealed class ArchiveFaultTests
{
    private static readonly DateOnly[] Days = [.. Shelf.Days(3)];
    private readonly RecordingStore _store = new();

    [Theory]
    [InlineData("flipped")]
    [InlineData("cut")]
    [InlineData("empty")]
    [InlineData("foreign")]
    [InlineData("bad line")]
    public async Task P7_one_bad_object_hides_no_other_and_is_reported(string fault)
    {
        var keys = await FillAsync();
        _store.Overwrite(keys[1].ToString(), Damage(_store[keys[1].ToString()], fault));
        var problems = new List<StoreProblem>();
        var archive = new KlineArchive(_store);
        var bars = await Shelf.FlatAsync(archive.ReadAsync(new(Days[0], Days[2]), problems.Add));
        Assert.Equal(keys[1].ToString(), Assert.Single(problems).Key);
        Assert.Equal(Days.Where(date => date != Days[1]), bars.Select(bar => DateOnly.FromDateTime(bar.Minute)).Distinct());

        var seen = 0;
        var exception = await Assert.ThrowsAsync<UnreadableObjectsException>(async () =>
        {
            await foreach (var slice in archive.ReadAsync(new(Days[0], Days[2])))
                seen += slice.Count;
        });
        Assert.Equal(problems, exception.Problems);
        Assert.Equal(bars.Count, seen);
        Assert.Contains(keys[1].ToString(), exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<UnreadableObjectsException>(() => archive.LoadAsync(new(Days[0], Days[2])));
        await Assert.ThrowsAsync<UnreadableObjectsException>(() => archive.ReadVersionsAsync("000000", Days[1].ToDateTime(new TimeOnly(9, 1))));
    }

    [Fact]
    public async Task H9_a_bad_row_is_reported_and_the_others_are_read()
    {
        var key = Shelf.Key(Bars.Date, new(9, 0), new(9, 0), Bars.At(16, 0));
        var text = System.Text.Encoding.UTF8.GetBytes(Bars.Line("\"000010\":[1,2,3,4,5,\"None\"],\"000020\":[1,2,1,2,5,5]"));
        var body = new byte[Zstd.Bound(text.Length)];
        _store.Overwrite(key.ToString(), body[..Zstd.Compress(text, body, 3)]);
        var problems = new List<StoreProblem>();
        var history = await new KlineArchive(_store).LoadAsync(KlineQuery.Day(Bars.Date), problems.Add);
        Assert.Equal("000020", Assert.Single(history).Symbol);
        Assert.Contains("000010", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.Single(await new KlineArchive(_store).LoadAsync(KlineQuery.Day(Bars.Date, "000020")));
    }

    [Fact]
    public async Task An_object_that_went_into_another_one_while_it_was_read_is_found_there()
    {
        var day = Shelf.Day(Days[0], 5, 30);
        await Shelf.PutAsync(_store, day.GetRange(0, 20), Days[0].ToDateTime(new TimeOnly(10, 0)));
        var second = await Shelf.PutAsync(_store, day.GetRange(15, 15), Days[0].ToDateTime(new TimeOnly(11, 0)));
        var store = new GoneStore(_store, second.ToString(), () => Shelf.PutAsync(_store, day, Days[0].ToDateTime(new TimeOnly(12, 0))));
        Assert.Equal(Bars.Flat(day), await Shelf.FlatAsync(new KlineArchive(store).ReadAsync(KlineQuery.Day(Days[0]))));
    }

    [Fact]
    public async Task D8_an_object_that_is_gone_since_it_was_listed_is_left_out_and_reported()
    {
        var keys = await FillAsync();
        var store = new GoneStore(_store, keys[2].ToString(), () => Task.CompletedTask) { IsListed = true };
        var problems = new List<StoreProblem>();
        var bars = await Shelf.FlatAsync(new KlineArchive(store).ReadAsync(new(Days[0], Days[2]), problems.Add));
        Assert.Equal(keys[2].ToString(), Assert.Single(problems).Key);
        Assert.Equal(Days[..2], bars.Select(bar => DateOnly.FromDateTime(bar.Minute)).Distinct());
        var exception = await Assert.ThrowsAsync<UnreadableObjectsException>(() => new KlineArchive(store).LoadAsync(new(Days[0], Days[2])));
        Assert.Equal(keys[2].ToString(), Assert.Single(exception.Problems).Key);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_no_empty_archive()
    {
        await FillAsync();
        _store.ReadFailure = new ObjectStoreException(ObjectStoreError.Unavailable, "p", "down");
        await Assert.ThrowsAsync<ObjectStoreException>(() => new KlineArchive(_store).LoadAsync(new(Days[0], Days[2])));
    }

    private async Task<List<KlineKey>> FillAsync()
    {
        var keys = new List<KlineKey>();
        foreach (var date in Days)
            keys.Add(await Shelf.PutAsync(_store, Shelf.Day(date, 5, 20), date.ToDateTime(new TimeOnly(16, 0))));
        return keys;
    }

    private static byte[] Damage(byte[] body, string fault)
    {
        body = [.. body];
        switch (fault)
        {
            case "flipped": body[body.Length / 2] ^= 4; return body;
            case "cut": return body[..^9];
            case "empty": return [];
            case "foreign": return "not zstd"u8.ToArray();
            default:
                var frame = new byte[Zstd.Bound(9)];
                return frame[..Zstd.Compress("{\"a\":1}\n"u8, frame, 3)];
        }
    }

    /// <summary>A store in which one object goes away between its listing and its reading.</summary>
    private sealed class GoneStore(IObjectStore inner, string gone, Func<Task> meanwhile) : IObjectStore
    {
        private bool _isGone;

        public bool IsListed { get; init; }

        public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
        {
            if (key != gone)
                return await inner.OpenReadAsync(key, cancellationToken);
            if (!_isGone)
                await meanwhile();
            _isGone = true;
            return null;
        }

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
            inner.ListAsync(prefix, cancellationToken).Where(stored => IsListed || !_isGone || stored.Key != gone);
    }
}
