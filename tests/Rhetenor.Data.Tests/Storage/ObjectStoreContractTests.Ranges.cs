namespace Rhetenor.Data.Tests;

/// <content>Parts of objects.</content>
public abstract partial class ObjectStoreContractTests
{
    private IRangedObjectStore Ranged => (IRangedObjectStore)Store;

    [StoreFact]
    public async Task A_range_is_exactly_these_bytes()
    {
        await Store.PutIfAbsentAsync("k", "0123456789".Bytes());
        foreach (var (offset, expected) in new[] { (0, "0"), (0, "0123456789"), (3, "3456"), (9, "9") })
            Assert.Equal(expected.Bytes(), (await Ranged.ReadRangeAsync("k", offset, expected.Length))!.Value.ToArray());
    }

    [StoreFact]
    public async Task A_range_beyond_the_end_is_typed_and_never_short()
    {
        await Store.PutIfAbsentAsync("k", "0123456789".Bytes());
        foreach (var (offset, length) in new[] { (0L, 11), (9L, 2), (10L, 1), (4_000_000_000L, 1) })
            await Ranged.ReadRangeAsync("k", offset, length).FailsAsync(ObjectStoreError.Corrupt);
    }

    [StoreFact]
    public async Task A_range_of_an_absent_object_is_null()
    {
        await Store.PutIfAbsentAsync("a/b", "x".Bytes());
        foreach (var key in (string[])["a", "a/b/c", "c"])
            Assert.Null(await Ranged.ReadRangeAsync(key, 0, 1));
    }

    [StoreFact]
    public async Task An_impossible_range_is_refused()
    {
        foreach (var (offset, length) in new[] { (-1, 1), (0, 0), (0, -1) })
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Ranged.ReadRangeAsync("k", offset, length));
    }
}
