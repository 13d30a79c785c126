namespace Rhetenor.Data;

/// <summary>A source of master files (종목마스터). A source has only the current file, never that of a past day.</summary>
public interface IMasterSource
{
    /// <summary>Fetches the ZIP of one market's master. Does not open it.</summary>
    /// <exception cref="MasterSourceException">The file could not be fetched completely.</exception>
    Task<MasterZipFile> FetchAsync(Market market, CancellationToken cancellationToken = default);

    /// <summary>Fetches a file that the source has beside the masters, as it is served. Does not open it. By default, a source has none.</summary>
    /// <param name="fileName">The name at the source, <see cref="CompanionLayout.FileName"/>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="MasterSourceException">The source does not have the file, or it could not be fetched completely.</exception>
    Task<ReadOnlyMemory<byte>> FetchAsync(string fileName, CancellationToken cancellationToken = default) =>
        Task.FromException<ReadOnlyMemory<byte>>(new MasterSourceException(fileName, "this source has masters only."));
}
