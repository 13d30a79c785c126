namespace Rhetenor.Data.Klines;

/// <summary>Walks a series minute by minute, copies its bars and fills missing ones.</summary>
internal sealed class KlineFillWalk(KlineSeries series)
{
    private readonly KlineSeriesBuilder _bars = new();
    private KlineBar? _last;
    private int _next;

    /// <summary>Copies the bars before a minute.</summary>
    public void CopyBefore(DateTime minute)
    {
        while (_next < series.Count && series.Minutes[_next] < minute)
            Copy();
    }

    /// <summary>Discards the last close. Nothing is carried until the next bar.</summary>
    public void Forget() => _last = null;

    /// <summary>Starts a new day with no shares traded.</summary>
    public void StartDay()
    {
        if (_last is { } last)
            _last = last with { AccVolume = 0, AccValue = last.AccValue == KlineBar.Unknown ? KlineBar.Unknown : 0 };
    }

    /// <summary>Copies the bar of a minute, or fills it when it is covered and a close is known.</summary>
    public void Step(DateTime minute, DateTime through)
    {
        if (_next < series.Count && series.Minutes[_next] == minute)
            Copy();
        else if (minute <= through && _last is { } last)
            _bars.Add(minute, last with { Open = last.Close, High = last.Close, Low = last.Close, Volume = 0 }, minute.AddMinutes(1), filled: true);
    }

    /// <summary>Copies the remaining bars.</summary>
    public KlineSeries Finish()
    {
        CopyBefore(DateTime.MaxValue);
        return _bars.Build(series);
    }

    private void Copy()
    {
        _last = series[_next].Bar;
        _bars.Add(series.Minutes[_next], _last.Value, series.EndOf(_next), series.IsFilled(_next));
        _next++;
    }
}
