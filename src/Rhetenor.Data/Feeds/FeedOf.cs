namespace Rhetenor.Data.Feeds;

/// <summary>A feed that is read by a function.</summary>
internal sealed class FeedOf(Func<CancellationToken, IAsyncEnumerable<KlineFeedSlice>> read) : IKlineFeed
{
    public IAsyncEnumerable<KlineFeedSlice> ReadAsync(CancellationToken cancellationToken = default) => read(cancellationToken);
}
