namespace Rhetenor.Data;

/// <summary>A stream of bars in order of time. A strategy that reads one runs on stored bars and on live ones alike.</summary>
/// <remarks>
/// <para><c>archive.Feed(query)</c> and <c>history.Feed()</c> give stored bars, <c>logger.Follow()</c> the bars of a logger while it logs live, and
/// <c>logger.Follow(from)</c> both: first what is stored, then what is logged, without a gap and without a bar twice.</para>
/// <para>A bar appears when it is over, not earlier. Slices of <see cref="KlineFeedKind.New"/> ascend: no minute comes twice, and none after
/// a later one. What comes out of order, or again with other values, has another <see cref="KlineFeedSlice.Kind"/>.</para>
/// </remarks>
public interface IKlineFeed
{
    /// <summary>Reads the feed from its beginning. Each call is a reading of its own.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    IAsyncEnumerable<KlineFeedSlice> ReadAsync(CancellationToken cancellationToken = default);
}
