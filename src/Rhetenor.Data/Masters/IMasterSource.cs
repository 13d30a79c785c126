namespace Rhetenor.Data;

/// <summary>A source of master files (종목마스터). A source has only the current file, never that of a past day.</summary>
public interface IMasterSource
{
    /// <summary>Fetches the ZIP of one market's master. Does not open it.</summary>
    /// <exception cref="MasterSourceException">The file could not be fetched completely.</exception>
    Task<MasterArchive> FetchAsync(Market market, CancellationToken cancellationToken = default);
}
