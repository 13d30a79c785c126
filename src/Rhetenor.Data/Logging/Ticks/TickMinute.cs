namespace Rhetenor.Data.Logging;

/// <summary>The ticks of one minute, in any order. The day's volume says which is the first and which the last.</summary>
internal sealed class TickMinute
{
    private Tick? _first, _last;
    private decimal _high, _low;
    private long _volume;

    /// <summary>Gets the shares of the ticks.</summary>
    public long Volume => _volume;

    public void Add(Tick tick)
    {
        if (_first is null || tick.AccVolume < _first.AccVolume)
            _first = tick;
        if (_last is null || tick.AccVolume > _last.AccVolume)
            _last = tick;
        _high = _volume == 0 || tick.Price > _high ? tick.Price : _high;
        _low = _volume == 0 || tick.Price < _low ? tick.Price : _low;
        _volume += tick.Volume;
    }

    public Kline ToKline() => new(_first!.Minute, _first.Price, _high, _low, _last!.Price, _volume, _last.AccVolume, _last.AccValue);
}
