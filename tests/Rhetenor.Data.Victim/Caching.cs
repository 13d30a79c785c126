using System.Globalization;

namespace Rhetenor.Data.Victim;

/// <summary>Reads objects through a cache that is too small for them, in an order drawn by a seed, until it is killed.</summary>
public static class Caching
{
    /// <summary>The limit of the cache.</summary>
    public const long MaxBytes = 600_000;

    /// <summary>The name of the remote store.</summary>
    public const string RemoteName = "victims";

    /// <summary>Runs until the process ends, or an object is wrong.</summary>
    public static async Task<int> RunAsync(string remote, string local, string seed)
    {
        var random = new Random(int.Parse(seed, CultureInfo.InvariantCulture));
        var store = new DirectoryObjectStore(remote);
        var keys = new List<string>();
        await foreach (var stored in store.ListAsync(""))
            keys.Add(stored.Key);
        var cache = new CachedObjectStore(store, local, MaxBytes, RemoteName);
        Console.WriteLine("ready");
        while (true)
        {
            var key = keys[random.Next(keys.Count)];
            await using var stream = await cache.OpenReadAsync(key);
            if (!await IsRightAsync(key, stream!))
                return (int)Ended.Failed;
        }
    }

    /// <summary>The content of an object: bytes that its name determines.</summary>
    public static byte[] BodyOf(string key)
    {
        var number = int.Parse(key.Split('/')[^1], CultureInfo.InvariantCulture);
        var body = new byte[20_000 + (number * 331)];
        new Random(number).NextBytes(body);
        return body;
    }

    private static async Task<bool> IsRightAsync(string key, Stream stream)
    {
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray().AsSpan().SequenceEqual(BodyOf(key));
    }
}
