using Rhetenor.Data.Archive;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Logging;

/// <summary>The stored content of one session.</summary>
/// <param name="Bars">The bars of all its readable objects.</param>
/// <param name="Coverage">The coverage by symbol.</param>
/// <param name="LatestRetrieval">The latest retrieval of any readable object of the day, Korean time; null when there is none.</param>
/// <param name="Basis">What new coverage rests on.</param>
/// <param name="Problems">The objects that could not be read.</param>
internal sealed record HeldDay(
    MergedSession Bars,
    IReadOnlyDictionary<string, KlineSymbolCoverage> Coverage,
    DateTime? LatestRetrieval,
    CoverageBasis Basis,
    IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>Gets the names of all objects of bars that were listed or written, readable or not.</summary>
    public IReadOnlySet<string> Listed { get; init; } = new HashSet<string>();

    /// <summary>Gets the retrievals of all objects that were listed, readable or not, Korean time.</summary>
    public IReadOnlyList<DateTime> Retrievals { get; init; } = [];

    /// <summary>Converts the content read of a session.</summary>
    public static HeldDay Of(SessionContents contents) => new(
        contents.Bars.Day, contents.Coverage, contents.LatestRetrieval, CoverageBasis.Of(contents), contents.Problems)
    {
        Listed = contents.Listing.Objects.Select(stored => stored.Key.Name).ToHashSet(StringComparer.Ordinal),
        Retrievals = [.. contents.Listing.Retrievals],
    };

    /// <summary>Adds to each request the bar that it resumes from. It is taken now, because the store may later show fewer bars.</summary>
    public IReadOnlyList<KlineRequest> Counted(IEnumerable<KlineRequest> requests) => [.. requests.Select(request =>
        request.After is { } after && LastBefore(request.Symbol, after.AddMinutes(1)) is { } last
            ? request with { SharesBefore = last.AccVolume!.Value, LastStored = RowOf(last) }
            : request)];

    /// <summary>Returns a symbol's cumulative volume of the day before a minute, in shares; 0 when it has no earlier bar.</summary>
    public long SharesBefore(string symbol, DateTime first) => LastBefore(symbol, first)?.AccVolume ?? 0;

    /// <summary>Returns the shares of a symbol's stored bars.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="through">The last minute that counts; null for the whole day.</param>
    public long SharesOf(string symbol, DateTime? through = null)
    {
        var (number, shares) = (Bars.Find(symbol), 0L);
        for (var place = 0; place < 24 * 60 && !(Bars.Date.ToDateTime(TimeOnly.MinValue).AddMinutes(place) > through); place++)
        {
            ref readonly var cell = ref Bars.Find(place, number);
            shares += cell.Source == 0 ? 0 : cell.Bar.Volume;
        }

        return shares;
    }

    /// <summary>Returns a symbol's stored bars as rows, in order; a value of the day that is not stored is 0.</summary>
    public List<MinuteRow> RowsOf(string symbol)
    {
        var (number, midnight, rows) = (Bars.Find(symbol), Bars.Date.ToDateTime(TimeOnly.MinValue), new List<MinuteRow>());
        for (var place = 0; place < 24 * 60; place++)
        {
            ref readonly var cell = ref Bars.Find(place, number);
            if (cell.Source != 0 && new Kline(midnight.AddMinutes(place), cell.Bar) is var bar)
                rows.Add(new(bar.Minute, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume, bar.AccValue ?? 0));
        }

        return rows;
    }

    /// <summary>Returns a symbol's last bar of the day; null when there is none.</summary>
    public Kline? LastBar(string symbol) => LastBefore(symbol, Bars.Date.ToDateTime(new TimeOnly(23, 59)));

    private Kline? LastBefore(string symbol, DateTime first)
    {
        for (var minute = first.AddMinutes(-1); minute.Date == first.Date; minute = minute.AddMinutes(-1))
        {
            if (Bars.TryGetKline(symbol, minute, out var kline) && kline.AccVolume is not null)
                return kline;
        }

        return null;
    }

    private static MinuteRow? RowOf(in Kline bar) => bar.AccValue is { } value
        ? new(bar.Minute, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume, value)
        : null;
}
