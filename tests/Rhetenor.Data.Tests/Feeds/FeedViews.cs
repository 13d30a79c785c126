namespace Rhetenor.Data.Tests.Feeds;

/// <summary>One bar of a feed, with what its slice says of it.</summary>
internal sealed record FeedBar(KlineFeedKind Kind, KlineResampling? Frame, DateTime End, DateTimeOffset Known, string Symbol, Kline Kline);

/// <summary>Views of feeds for tests.</summary>
internal static class FeedViews
{
    public static async Task<List<KlineFeedSlice>> ListAsync(this IKlineFeed feed, CancellationToken cancellationToken = default)
    {
        var slices = new List<KlineFeedSlice>();
        await foreach (var slice in feed.ReadAsync(cancellationToken))
            slices.Add(slice);
        return slices;
    }

    public static IEnumerable<FeedBar> Flat(this IEnumerable<KlineFeedSlice> slices) => slices.SelectMany(slice =>
        slice.Bars.Select(bar => new FeedBar(slice.Kind, slice.Frame, slice.End, slice.Known, bar.Symbol, bar.Kline)));

    /// <summary>The rules of every feed: no look-ahead, instants that do not decrease, news in order, and no bar twice unless it is revised.</summary>
    public static void AssertInOrder(IReadOnlyList<KlineFeedSlice> slices)
    {
        var given = new Dictionary<(KlineResampling?, string, DateTime), Kline>();
        var latest = new Dictionary<string, DateTime>();
        var known = DateTimeOffset.MinValue;
        foreach (var slice in slices)
        {
            Assert.True(slice.Known >= known && slice.Known >= new DateTimeOffset(slice.End, KoreaTime.Offset), $"{slice} ends {slice.End:g}, after {known}");
            known = slice.Known;
            if (slice.Kind == KlineFeedKind.Dropped)
            {
                Assert.Empty(slice.Bars);
                continue;
            }

            Assert.True(slice.Bars.Count > 0 && slice.End > slice.Bars.Minute, slice.ToString());
            var frame = $"{slice.Frame}";
            var last = latest.GetValueOrDefault(frame);
            if (slice.Kind == KlineFeedKind.New)
                Assert.True(slice.Bars.Minute > last, $"{slice} is not after {last:g}");
            else
                Assert.True(slice.Bars.Minute <= last, $"{slice} is after {last:g}");
            latest[frame] = slice.Kind == KlineFeedKind.New ? slice.Bars.Minute : last;
            foreach (var (symbol, bar) in slice.Bars)
            {
                var isKnown = given.TryGetValue((slice.Frame, symbol, bar.Minute), out var earlier);
                Assert.True(isKnown == (slice.Kind == KlineFeedKind.Revised), $"{symbol} of {slice}: {(isKnown ? "given before" : "not given before")}");
                Assert.False(isKnown && earlier.Bar.Agrees(bar.Bar), $"{symbol} of {slice} is not revised");
                given[(slice.Frame, symbol, bar.Minute)] = bar;
            }
        }
    }
}
