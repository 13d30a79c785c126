using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Datasets;

/// <summary>Compares a file with what the manifest says of it, because readers choose files by that.</summary>
internal sealed class FileCheck(KlineDatasetFile file)
{
    private const int Shown = 5;
    private readonly List<string> _problems = [];
    private string? _first, _last;
    private DateOnly _from = DateOnly.MaxValue, _to;
    private DateTime _minute;
    private long _bars, _shares;

    /// <summary>Adds consecutive bars of a symbol, in the order of the file.</summary>
    public void Add(string symbol, KlineColumns columns)
    {
        if (string.CompareOrdinal(symbol, _last) is var order && order != 0)
            _minute = DateTime.MinValue;
        if (order < 0)
            Note($"{symbol} is after {_last}.");
        (_first, _last) = (_first ?? symbol, symbol);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns.Minutes[i] <= _minute)
                Note($"{symbol} {columns.Minutes[i].ToMinuteText()} is after {_minute.ToMinuteText()}.");
            _minute = columns.Minutes[i];
            var date = DateOnly.FromDateTime(_minute);
            (_from, _to) = (date < _from ? date : _from, date > _to ? date : _to);
            _shares += columns.Volume[i];
        }

        _bars += columns.Count;
    }

    /// <summary>Returns the differences.</summary>
    public IEnumerable<string> End()
    {
        if (_bars != file.Bars || _shares != file.Shares)
            Note($"it has {_bars} bars of {_shares} shares; the manifest says {file.Bars} of {file.Shares}.");
        if ((_first, _last) != (file.FirstSymbol, file.LastSymbol))
            Note($"it has symbols from {_first} to {_last}; the manifest says {file.FirstSymbol} to {file.LastSymbol}.");
        if ((_from, _to) != (file.From, file.To))
            Note($"it has sessions from {_from.ToText()} to {_to.ToText()}; the manifest says {file.From.ToText()} to {file.To.ToText()}.");
        return _problems;
    }

    // The first ones tell enough.
    private void Note(string problem)
    {
        if (_problems.Count < Shown)
            _problems.Add(problem);
    }
}
