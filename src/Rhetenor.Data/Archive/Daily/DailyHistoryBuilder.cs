using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>Collects daily bars in columns, year by year. Their prices are those of their own day, whenever they were fetched.</summary>
internal sealed class DailyHistoryBuilder(Venue venue)
{
    private readonly SortedDictionary<string, (KlineColumns Columns, List<DateTime> Ends, DailyFacts Facts)> _symbols = new(StringComparer.Ordinal);
    private readonly RetrievalDates _retrievals = new();

    public void Add(DailyYear year, DateOnly from, DateOnly to)
    {
        var ends = new Dictionary<DateOnly, DateTime>();
        foreach (var symbol in year.Symbols.Names)
        {
            foreach (var (date, bar) in year.Of(symbol, from, to))
            {
                if (!ends.TryGetValue(date, out var end))
                {
                    ends.Add(date, end = EndOf(venue, date));
                    _retrievals.Add(date, [(date, null)]);
                }

                if (!_symbols.TryGetValue(symbol, out var known))
                    _symbols.Add(symbol, known = (new(), [], new()));
                known.Columns.Add(date.ToDateTime(TimeOnly.MinValue), bar.ToKline());
                known.Ends.Add(end);
                known.Facts.Add(bar);
            }
        }
    }

    public KlineHistory Build(IReadOnlyList<string>? asked) => new(
        venue, [.. _symbols.Select(symbol => new KlineSeries(symbol.Key, venue, symbol.Value.Columns, 0, symbol.Value.Columns.Count, ends: [.. symbol.Value.Ends]) { Daily = symbol.Value.Facts })], asked)
    {
        Retrievals = _retrievals,
    };

    /// <summary>Returns when a bar is known. Volume and value contain trades after the close, so nobody knows it before its figures have settled.</summary>
    public static DateTime EndOf(Venue venue, DateOnly date) => TradingSession.For(venue, date)?.SettledAt.DateTime ?? date.AddDays(1).ToDateTime(TimeOnly.MinValue);
}
