namespace Rhetenor.Data.Tests;

/// <summary>What a store promises that can also remove.</summary>
public abstract partial class ObjectStoreContractTests
{
    private IObjectRemover Remover => Assert.IsAssignableFrom<IObjectRemover>(Store);

    [StoreFact]
    public async Task A_removed_object_is_gone_and_no_other()
    {
        foreach (var key in (string[])["a/b", "a/bc", "a/c/d"])
            await Store.PutIfAbsentAsync(key, key.Bytes());
        await Remover.RemoveAsync("a/b");
        Assert.Null(await Store.OpenReadAsync("a/b"));
        Assert.Equal(["a/bc", "a/c/d"], await Store.KeysAsync(""));
        Assert.Equal("a/bc".Bytes(), await Store.GetAsync("a/bc"));
    }

    [StoreFact]
    public async Task A_removal_may_be_repeated_and_takes_no_folder_for_an_object()
    {
        await Remover.RemoveAsync("never/there");
        await Store.PutIfAbsentAsync("a/b", "x".Bytes());
        await Remover.RemoveAsync("a");
        await Remover.RemoveAsync("a/b/c");
        Assert.Equal(["a/b"], await Store.KeysAsync(""));
        await Remover.RemoveAsync("a/b");
        await Remover.RemoveAsync("a/b");
        Assert.Empty(await Store.KeysAsync(""));
    }

    [StoreFact]
    public async Task A_key_can_be_written_again_after_its_removal()
    {
        await Store.PutIfAbsentAsync("k", "first".Bytes());
        await Remover.RemoveAsync("k");
        Assert.Equal(PutOutcome.Created, await Store.PutIfAbsentAsync("k", "second".Bytes()));
        Assert.Equal("second".Bytes(), await Store.GetAsync("k"));
    }

    [StoreFact]
    public async Task Of_8_racing_removals_none_fails()
    {
        await Store.PutIfAbsentAsync("k", "x".Bytes());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Remover.RemoveAsync("k")));
        Assert.Empty(await Store.KeysAsync(""));
    }

    [StoreFact]
    public async Task A_removal_refuses_what_is_no_key()
    {
        await Remover.RemoveAsync("../x").FailsAsync(ObjectStoreError.InvalidKey);
        await Remover.RemoveAsync("").FailsAsync(ObjectStoreError.InvalidKey);
    }

    [StoreFact]
    public async Task F4_a_cancelled_removal_removes_nothing()
    {
        await Store.PutIfAbsentAsync("k", "x".Bytes());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Remover.RemoveAsync("k", new CancellationToken(canceled: true)));
        Assert.Equal(["k"], await Store.KeysAsync(""));
    }
}
