using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rhetenor.Data.Benchmarks;

/// <summary>A store in memory that counts requests as S3 bills them.</summary>
internal sealed class CountingStore : IObjectStore, IObjectRemover
{
    private const int PageKeys = 1_000;
    private readonly InMemoryObjectStore _inner = new();

    public int Gets { get; private set; }

    public int Puts { get; private set; }

    public int Lists { get; private set; }

    public int Removals { get; private set; }

    public long BytesRead { get; private set; }

    /// <summary>The list price of the requests in Seoul, in US dollars: writes and listings 0.005, reads 0.0004 per thousand; removals are free.</summary>
    public double Price => ((Puts + Lists) * 0.000_005) + (Gets * 0.000_000_4);

    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        Gets++;
        var stream = await _inner.OpenReadAsync(key, cancellationToken);
        BytesRead += stream?.Length ?? 0;
        return stream;
    }

    public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        Puts++;
        return _inner.PutIfAbsentAsync(key, body, cancellationToken);
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Lists++;
        var keys = 0;
        await foreach (var found in _inner.ListAsync(prefix, cancellationToken))
        {
            Lists += ++keys % PageKeys == 0 ? 1 : 0;
            yield return found;
        }
    }

    public Task RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        Removals++;
        return _inner.RemoveAsync(key, cancellationToken);
    }

    /// <summary>Returns the requests since the last call, and starts counting anew.</summary>
    public string Take()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Puts} PUT, {Lists} LIST, {Gets} GET, {Removals} DELETE, {BytesRead:N0} bytes read, {Price:F6} USD");
        (Gets, Puts, Lists, Removals, BytesRead) = (0, 0, 0, 0, 0);
        return text;
    }

    public async Task<string> ContentAsync()
    {
        var all = await _inner.ListAsync("").ToListAsync();
        var coverage = all.Where(stored => stored.Key.Contains("/coverage/", StringComparison.Ordinal)).ToList();
        var bars = all.Except(coverage).Where(stored => !stored.Key.EndsWith(".probe", StringComparison.Ordinal)).ToList();
        return string.Create(CultureInfo.InvariantCulture,
            $"{coverage.Count} objects of coverage, {coverage.Sum(stored => stored.Size):N0} bytes; {bars.Count} of bars, {bars.Sum(stored => stored.Size):N0} bytes");
    }
}
