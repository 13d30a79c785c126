namespace Rhetenor.Data;

/// <summary>Stores a KIS token between runs. KIS issues at most one token a minute and notifies the customer of each by
/// message.</summary>
/// <remarks>The content is secret: protect it from others. It is opaque. The library checks whether it is complete, belongs to the
/// key and is still valid, and replaces it if not.</remarks>
public interface ITokenCache
{
    /// <summary>Reads the content last written under a name; empty when there is none.</summary>
    /// <param name="name">The name: lower-case letters, digits and hyphens. It identifies an app key without revealing it.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="IOException">The content cannot be read. The library continues without it. Any other exception ends the
    /// call.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Replaces the content of a name atomically: a reader gets the old or the new content, never a mix.</summary>
    /// <param name="name">The name: lower-case letters, digits and hyphens. It identifies an app key without revealing it.</param>
    /// <param name="content">The content, at most 16 KiB.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <exception cref="IOException">The content cannot be written. The library continues without it. Any other exception ends the
    /// call.</exception>
    ValueTask WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);
}
