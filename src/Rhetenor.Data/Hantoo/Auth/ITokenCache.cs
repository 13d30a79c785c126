namespace Rhetenor.Data;

/// <summary>Keeps a KIS token between runs. KIS grants one token a minute, and tells the customer of every one by message.</summary>
/// <remarks>The content is a secret: keep it from others. It is opaque; whether it is whole, of the right key and still
/// valid is found out by the library, which replaces what is not.</remarks>
public interface ITokenCache
{
    /// <summary>What was last written under a name; empty when there is nothing.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens; tells app keys apart without giving them away.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="IOException">It cannot be read. The library goes on without it. Any other exception ends the call.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Replaces what a name has, as a whole: a reader sees the old or the new, never a mix.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens; tells app keys apart without giving them away.</param>
    /// <param name="content">At most 16 KiB.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="IOException">It cannot be written. The library goes on without it. Any other exception ends the call.</exception>
    ValueTask WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);
}
