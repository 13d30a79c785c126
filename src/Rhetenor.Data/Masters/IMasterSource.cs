namespace Rhetenor.Data;

/// <summary>Where master files come from. A source only has the file of the moment, never that of a past day.</summary>
public interface IMasterSource
{
    /// <summary>Fetches the ZIP of one market's master, unopened.</summary>
    /// <exception cref="MasterSourceException">The file could not be had whole.</exception>
    Task<MasterArchive> FetchAsync(Market market, CancellationToken cancellationToken = default);
}
