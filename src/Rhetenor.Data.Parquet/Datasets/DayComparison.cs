using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Datasets;

/// <summary>Compares the daily bars of a year in files with those of the archive.</summary>
/// <param name="archived">The year in the archive.</param>
internal sealed class DayComparison(KlineHistory archived)
{
    private const int Shown = 10;
    private readonly Dictionary<string, bool[]> _found = archived.ToDictionary(series => series.Symbol, series => new bool[series.Count], StringComparer.Ordinal);
    private readonly List<string> _differences = [];
    private readonly SortedSet<DateOnly> _dates = [];

    /// <summary>Gets the number of equal bars.</summary>
    public long Equal { get; private set; }

    /// <summary>Gets the first differences, for people.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Gets the sessions that have differences.</summary>
    public IReadOnlyCollection<DateOnly> Dates => _dates;

    /// <summary>Adds consecutive bars of a symbol of a file.</summary>
    public void Add(string symbol, KlineColumns columns, DailyFacts facts)
    {
        var series = archived.TryGetValue(symbol, out var known) ? known : null;
        for (var i = 0; i < columns.Count; i++)
        {
            var bar = columns[i];
            var index = series?.IndexOf(bar.Minute) ?? 0;
            if (series is null || index == series.Count || series.Minutes[index] != bar.Minute)
                Note(symbol, bar.Minute, "is not in the archive.");
            else if (_found[symbol][index])
                Note(symbol, bar.Minute, "is in two places.");
            else if (series[index] != bar || FactsOf(series.Daily!, index) != FactsOf(facts, i))
                Note(symbol, bar.Minute, "differs from the archive's bar.");
            else
                Equal++;
            if (series is not null && index < series.Count)
                _found[symbol][index] |= series.Minutes[index] == bar.Minute;
        }
    }

    /// <summary>Adds the bars of the archive that no file has.</summary>
    public void End()
    {
        foreach (var series in archived)
        {
            for (var i = 0; i < series.Count; i++)
            {
                if (!_found[series.Symbol][i])
                    Note(series.Symbol, series.Minutes[i], "is not in the dataset.");
            }
        }
    }

    private static (long Base, int ExCode, long SplitRatio) FactsOf(DailyFacts facts, int index) => (facts.Base[index], facts.ExCode[index], facts.SplitRatio[index]);

    private void Note(string symbol, DateTime session, string difference)
    {
        var date = DateOnly.FromDateTime(session);
        _dates.Add(date);
        if (_differences.Count < Shown)
            _differences.Add($"{symbol} {date.ToText()} {difference}");
    }
}
