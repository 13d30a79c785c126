using Rhetenor.Data.Archive;

namespace Rhetenor.Data.Logging;

/// <summary>The stored content of one session.</summary>
/// <param name="Bars">The bars of all its readable objects.</param>
/// <param name="Coverage">The coverage by symbol.</param>
/// <param name="LatestRetrieval">The latest retrieval in any key of the day, Korean time; null when there is none.</param>
/// <param name="Objects">The names of the objects of bars that the coverage rests on.</param>
/// <param name="Problems">The objects that could not be read.</param>
internal sealed record HeldDay(
    KlineDay Bars,
    IReadOnlyDictionary<string, KlineSymbolCoverage> Coverage,
    DateTime? LatestRetrieval,
    IReadOnlySet<string> Objects,
    IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>Gets the names of all objects of bars that were listed or written, readable or not.</summary>
    public IReadOnlySet<string> Listed { get; init; } = new HashSet<string>();

    /// <summary>Converts the content read of a session.</summary>
    public static HeldDay Of(SessionContents contents) => new(
        contents.Bars.Day, contents.Coverage, contents.Listing.LatestRetrieval,
        contents.Bars.Keys.Select(key => key.Name).ToHashSet(StringComparer.Ordinal), contents.Problems)
    {
        Listed = contents.Listing.Objects.Select(stored => stored.Key.Name).ToHashSet(StringComparer.Ordinal),
    };

    /// <summary>Adds to each request the cumulative volume it resumes from. The volume is taken now, because the store may later
    /// show fewer bars.</summary>
    public IReadOnlyList<KlineRequest> Counted(IEnumerable<KlineRequest> requests) => [.. requests.Select(request =>
        request.After is { } after ? request with { SharesBefore = SharesThrough(request.Symbol, request.Session, after) } : request)];

    /// <summary>Returns a symbol's cumulative volume of the day up to a minute, in shares; 0 when it has no earlier bar.</summary>
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
