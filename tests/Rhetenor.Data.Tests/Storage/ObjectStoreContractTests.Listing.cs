using System.Globalization;
using System.Text;

namespace Rhetenor.Data.Tests;

public abstract partial class ObjectStoreContractTests
{
    /// <summary>Writers at a time when many objects are put.</summary>
    protected virtual int Writers => 8;

    [StoreFact]
    public async Task D2_2500_objects_are_listed_whole_and_in_order()
    {
        var keys = Enumerable.Range(0, 2500)
            .Select(number => $"p{number % 7}/{(number * 7919 % 2500).ToString(CultureInfo.InvariantCulture)}.x")
            .ToList();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < keys.Count;)
                Assert.Equal(PutOutcome.Created, await Store.PutIfAbsentAsync(keys[i], new byte[i % 3]));
        }));

        Assert.Equal(InByteOrder(keys), await Store.KeysAsync(""));
        Assert.Equal(InByteOrder(keys.Where(key => key.StartsWith("p3/1", StringComparison.Ordinal))), await Store.KeysAsync("p3/1"));
    }

    [StoreFact]
    public async Task Sizes_are_listed()
    {
        await Store.PutIfAbsentAsync("a", new byte[3]);
        await Store.PutIfAbsentAsync("b", default);
        var found = new List<ObjectInfo>();
        await foreach (var info in Store.ListAsync(""))
            found.Add(info);
        Assert.Equal([new ObjectInfo("a", 3), new ObjectInfo("b", 0)], found);
    }

    [StoreFact]
    public async Task An_empty_store_lists_nothing()
    {
        Assert.Empty(await Store.KeysAsync(""));
        Assert.Empty(await Store.KeysAsync("p/"));
        Assert.Empty(await Store.KeysAsync("p/q"));
    }

    [StoreFact]
    public async Task A_prefix_may_end_anywhere()
    {
        string[] keys = ["p", "klines/20260126_J", "klines/20260126_NX", "klines/20260127_J", "klinesX", "master/20260126"];
        foreach (var key in keys)
            await Store.PutIfAbsentAsync(key, default);
        Assert.Equal(["klines/20260126_J", "klines/20260126_NX"], await Store.KeysAsync("klines/20260126"));
        Assert.Equal(["klines/20260126_J", "klines/20260126_NX", "klines/20260127_J"], await Store.KeysAsync("klines/"));
        Assert.Equal(4, (await Store.KeysAsync("klines")).Count);
        Assert.Equal(["p"], await Store.KeysAsync("p"));
        Assert.Equal(["klines/20260127_J"], await Store.KeysAsync("klines/20260127_J"));
        Assert.Empty(await Store.KeysAsync("klines/20260127_J/"));
        Assert.Empty(await Store.KeysAsync("klines/20260127_Jx"));
        Assert.Empty(await Store.KeysAsync("KLINES"));
        Assert.Equal(6, (await Store.KeysAsync("")).Count);
    }

    [StoreFact]
    public async Task Order_is_that_of_the_UTF8_bytes()
    {
        string[] keys =
        [
            "a.b", "a/b", "a!b", "a0b", "a-b/c", "a-b.c", "b", "B", "é", "z", "한", "\uE000", "\uFFFD", "\U00010000", "😀", "a/b.c", "a/c/d", "a/c-d",
        ];
        foreach (var key in keys)
            await Store.PutIfAbsentAsync(key, default);
        Assert.Equal(InByteOrder(keys), await Store.KeysAsync(""));
        Assert.Equal(["a!b", "a-b.c", "a-b/c", "a.b", "a/b", "a/b.c", "a/c-d", "a/c/d", "a0b"], await Store.KeysAsync("a"));
    }

    private static List<string> InByteOrder(IEnumerable<string> keys)
    {
        var bytes = keys.Select(Encoding.UTF8.GetBytes).ToList();
        bytes.Sort(static (a, b) => a.AsSpan().SequenceCompareTo(b));
        return bytes.ConvertAll(Encoding.UTF8.GetString);
    }
}
