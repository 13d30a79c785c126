using Rhetenor.Data.Reports;

namespace Rhetenor.Data;

public static partial class KlineExtensions
{
    /// <summary>Verifies all daily bars (일봉) of the archive's venue: reads every object again, and compares lengths, hashes and numbers of
    /// sessions with the coverage.</summary>
    /// <remarks>An object that no coverage names is a note: a run ended before it wrote the coverage. In the report, a day is a
    /// session.</remarks>
    /// <param name="archive">The archive.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ObjectStoreException">The store could not be listed or read.</exception>
    public static Task<StoreReport> VerifyDailyAsync(this KlineArchive archive, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        return new DailyVerifier(archive, archive.Store).RunAsync(cancellationToken);
    }
}
