using System.Text;

namespace Rhetenor.Data.Tests;

/// <summary>Short forms for tests of stores.</summary>
internal static class StoreTestExtensions
{
    public static byte[] Bytes(this string text) => Encoding.UTF8.GetBytes(text);

    public static Task<CommitOutcome> CommitAsync(
        this IObjectStore store, string key, byte[] body, RetryOptions? retry = null, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default) =>
        new ObjectCommit(store, retry, timeProvider ?? TimeProvider.System).CommitAsync(key, body, cancellationToken);

    public static async Task<byte[]?> GetAsync(this IObjectStore store, string key)
    {
        await using var stream = await store.OpenReadAsync(key);
        if (stream is null)
            return null;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    public static async Task<List<string>> KeysAsync(this IObjectStore store, string prefix)
    {
        var keys = new List<string>();
        await foreach (var found in store.ListAsync(prefix))
            keys.Add(found.Key);
        return keys;
    }

    public static async Task<ObjectStoreException> FailsAsync(this Task operation, ObjectStoreError error, string words = "")
    {
        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => operation);
        Assert.True(error == exception.Error, $"Expected {error}: {exception.Message}");
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        return exception;
    }
}
