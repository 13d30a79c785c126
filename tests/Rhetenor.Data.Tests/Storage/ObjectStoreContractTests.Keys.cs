namespace Rhetenor.Data.Tests;

public abstract partial class ObjectStoreContractTests
{
    private static readonly string[] OddKeys =
    [
        "한글/삼성전자.json",
        "100%/50%25/a%2Fb%20c",
        "a+b/c d e/f&g=h;i,j",
        "quote'(1)!~@#$[x]{y}^`",
        "emoji/😀/\uE000.txt",
        ".hidden/..x/x..y",
        "UPPER/Lower/uPPER",
        "é/e\u0301",
    ];

    [StoreFact]
    public async Task J10_odd_unicode_percent_plus_and_space_keys_return_as_they_were_put()
    {
        foreach (var key in OddKeys)
            Assert.Equal(PutOutcome.Created, await Store.PutIfAbsentAsync(key, key.Bytes()));
        foreach (var key in OddKeys)
        {
            Assert.Equal(key.Bytes(), await Store.GetAsync(key));
            Assert.Equal([key], await Store.KeysAsync(key));
            Assert.Contains(key, await Store.KeysAsync(key[..(key.LastIndexOf('/') + 2)]));
        }

        Assert.Equal(OddKeys.Length, (await Store.KeysAsync("")).Count);
    }

    [StoreFact]
    public async Task J9_a_key_of_1024_bytes_is_kept_and_one_of_1025_refused()
    {
        var longest = string.Join('/', Enumerable.Repeat(new string('k', 99), 10)) + "/" + new string('k', 24);
        Assert.Equal(1024, longest.Length);
        Assert.Equal(PutOutcome.Created, await Store.PutIfAbsentAsync(longest, "x".Bytes()));
        Assert.Equal("x".Bytes(), await Store.GetAsync(longest));
        Assert.Equal([longest], await Store.KeysAsync("k"));
        await Store.PutIfAbsentAsync(longest + "k", "x".Bytes()).FailsAsync(ObjectStoreError.InvalidKey);
    }

    [StoreFact]
    public async Task J8_J11_L14_invalid_keys_are_typed_and_nothing_is_written()
    {
        string[] invalid =
        [
            "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/..", "a/./b", "a\0b", "a\nb", "a\u007Fb", "a\u0085b",
            "a\\b", "..\\a", "C:\\a", "\uD800", "a/\uDC00b", new string('한', 342),
        ];
        foreach (var key in invalid)
        {
            var refused = await Store.PutIfAbsentAsync(key, "x".Bytes()).FailsAsync(ObjectStoreError.InvalidKey);
            Assert.Equal(key, refused.Key);
            Assert.Contains("Allowed are", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(refused.Message, char.IsControl);
            await Store.OpenReadAsync(key).FailsAsync(ObjectStoreError.InvalidKey);
        }

        Assert.Empty(await Store.KeysAsync(""));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Store.PutIfAbsentAsync(null!, default));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Store.OpenReadAsync(null!));
    }

    [StoreFact]
    public async Task Prefixes_that_no_key_can_have_are_typed()
    {
        foreach (var prefix in (string[])["/", "a//", "../", "a/../b", "a\0", "\\", new string('p', 1025)])
            await Store.KeysAsync(prefix).FailsAsync(ObjectStoreError.InvalidKey);
    }

    [StoreFact]
    public async Task Cancellation_beforehand_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutIfAbsentAsync("k", "x".Bytes(), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.OpenReadAsync("k", cancelled.Token));
        await Store.PutIfAbsentAsync("other", default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Store.ListAsync("", cancelled.Token))
                Assert.Fail("Listed.");
        });
        Assert.Equal(["other"], await Store.KeysAsync(""));
    }

    [StoreFact]
    public async Task Cancellation_during_a_write_leaves_a_whole_object_or_none()
    {
        var body = new byte[1_000_000];
        new Random(3).NextBytes(body);
        for (var round = 0; round < 8; round++)
        {
            using var source = new CancellationTokenSource();
            var write = Store.PutIfAbsentAsync($"k{round}", body, source.Token);
            await source.CancelAsync();
            try
            {
                await write;
            }
            catch (OperationCanceledException)
            {
            }

            var stored = await Store.GetAsync($"k{round}");
            Assert.True(stored is null || stored.AsSpan().SequenceEqual(body));
        }
    }
}
