using Rhetenor.Data.Archive;

namespace Rhetenor.Data.Logging;

/// <summary>What a store holds of one session.</summary>
/// <param name="Bars">The bars of all its readable objects.</param>
/// <param name="Coverage">What was asked and answered, by symbol.</param>
/// <param name="LatestRetrieval">The latest retrieval in any key of the day, Korean time; null when there is none.</param>
/// <param name="Objects">Names of the kline objects that the coverage rests on.</param>
/// <param name="Problems">Objects that could not be read.</param>
internal sealed record HeldDay(
    KlineDay Bars,
    IReadOnlyDictionary<string, KlineSymbolCoverage> Coverage,
    DateTime? LatestRetrieval,
    IReadOnlySet<string> Objects,
    IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>What was read of a session.</summary>
    public static HeldDay Of(SessionContents contents) => new(
        contents.Bars.Day, contents.Coverage, contents.Listing.LatestRetrieval,
        contents.Bars.Keys.Select(key => key.Name).ToHashSet(StringComparer.Ordinal), contents.Problems);

    /// <summary>Requests with the shares that each continues from, by what is held now: the store may show less of it later.</summary>
    public IReadOnlyList<KlineRequest> Counted(IEnumerable<KlineRequest> requests) => [.. requests.Select(request =>
        request.After is { } after ? request with { SharesBefore = SharesThrough(request.Symbol, request.Session, after) } : request)];

    /// <summary>The day's shares of a symbol up to a minute; 0 when it has no bar before.</summary>
    private long SharesThrough(string symbol, TradingSession session, DateTime last)
    {
        for (var minute = last; minute >= session.FirstMinute; minute = minute.AddMinutes(-1))
        {
            if (Bars.TryGetKline(symbol, minute, out var kline) && kline.AccVolume is { } shares)
                return shares;
        }

        return 0;
    }
}
