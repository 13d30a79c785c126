using System.Collections.Concurrent;

namespace Rhetenor.Data.Hantoo;

/// <summary>Stores tokens in memory. They are never on disk and are lost when the process ends.</summary>
internal sealed class InMemoryTokenCache : ITokenCache
{
    private readonly ConcurrentDictionary<string, byte[]> _contents = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(_contents.TryGetValue(name, out var content) ? content : ReadOnlyMemory<byte>.Empty);
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        _contents[name] = content.ToArray();
        return default;
    }
}
