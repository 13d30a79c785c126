using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Datasets;

/// <summary>Compares files with the archive's bars of the same sessions, bar for bar.</summary>
internal sealed class MonthComparison(BarSpool archived)
{
    private const int Shown = 20;
    private readonly Dictionary<string, (int Bars, List<KlineDatasetFile> Files)> _found = new(StringComparer.Ordinal);
    private readonly List<string> _differences = [];
    private KlineColumns _memory = new(0);

    /// <summary>Gets the number of equal bars.</summary>
    public long Equal { get; private set; }

    /// <summary>Gets the first differences.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Compares consecutive bars of a symbol of a file. Its minutes ascend: <see cref="FileCheck"/>.</summary>
    public void Add(KlineDatasetFile file, string symbol, KlineColumns columns)
    {
        if (archived.CountOf(symbol) > _memory.Count)
            _memory = new(archived.CountOf(symbol));
        var series = archived.Read(symbol, file.From, file.To, _memory);
        for (var i = 0; i < columns.Count; i++)
        {
            var bar = columns[i];
            var index = series.IndexOf(bar.Minute);
            if (index == series.Count || series.Minutes[index] != bar.Minute)
                Note($"{symbol} {bar.Minute.ToMinuteText()} is not in the archive.");
            else if (series[index] != bar)
                Note($"{symbol} {bar.Minute.ToMinuteText()} differs from the archive's bar.");
            else
                Equal++;
        }

        var (bars, files) = _found.GetValueOrDefault(symbol, (0, []));
        if (files.Count == 0 || files[^1] != file)
        {
            // A bar that is in two files would otherwise make up for a missing one.
            if (files.Find(other => other.Overlaps(file.From, file.To)) is { } other)
                Note($"{symbol} is in {other.Key} and in {file.Key}.");
            files.Add(file);
        }

        _found[symbol] = (bars + columns.Count, files);
    }

    /// <summary>Adds the symbols with another number of bars than the archive has.</summary>
    public void End()
    {
        foreach (var symbol in archived.Symbols)
        {
            if (_found.GetValueOrDefault(symbol).Bars is var found && found != archived.CountOf(symbol))
                Note($"{symbol} has {found} bars; the archive has {archived.CountOf(symbol)}.");
        }
    }

    private void Note(string difference)
    {
        if (_differences.Count < Shown)
            _differences.Add(difference);
    }
}
