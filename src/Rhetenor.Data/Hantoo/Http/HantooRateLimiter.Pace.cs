namespace Rhetenor.Data.Hantoo;

internal sealed partial class HantooRateLimiter
{
    private Pace _pace;
    private PaceFile? _file;
    private bool _isLastOwn;
    private TimeSpan? _refusedSince;

    /// <summary>Gets how long KIS has refused every call; zero when it answered the last one.</summary>
    public TimeSpan RefusedFor
    {
        get
        {
            lock (_gate)
                return _refusedSince is { } since ? Now - since : TimeSpan.Zero;
        }
    }

    /// <summary>Gets the current number of permits per second, for all processes that share the pace.</summary>
    public double PermitsPerSecond
    {
        get
        {
            lock (_gate)
                return _perSecond * _pace.Until(Now).Factor;
        }
    }

    // Exact, unlike the clock's own conversion, which loses microseconds on a clock that started long ago.
    private TimeSpan Now => new((long)((Int128)_timeProvider.GetTimestamp() * TimeSpan.TicksPerSecond / _timeProvider.TimestampFrequency));

    /// <summary>Lowers the rate if another user of the app key has configured a lower one.</summary>
    public void LowerTo(double perSecond, TimeSpan lateness)
    {
        lock (_gate)
            (_perSecond, _lateness) = (Math.Min(_perSecond, perSecond), _lateness < lateness ? _lateness : lateness);
    }

    /// <summary>Shares the pace with other processes from now on, unless it is shared already.</summary>
    public void Share(PaceFile file)
    {
        lock (_gate)
            _file ??= file;
    }

    /// <summary>Records that KIS refused a call as one too many. The pace is reduced by a fifth, once for all calls that were in
    /// flight together. Other processes learn of it with the next permit.</summary>
    /// <returns>Whether the pace was lowered.</returns>
    public bool Refused()
    {
        lock (_gate)
        {
            var (now, before) = (Now, _pace);
            _refusedSince ??= now;
            _pace = _pace.Refuse(now);
            return _pace.Refused != before.Refused;
        }
    }

    /// <summary>Records that KIS answered a call.</summary>
    public void Answered()
    {
        lock (_gate)
            _refusedSince = null;
    }

    private bool TryTake(TimeSpan now)
    {
        // Other processes can only have moved it further.
        if (now < _pace.Free)
            return false;
        var isTaken = false;
        Pace Take(Pace pace) => (isTaken = now >= pace.Free) ? pace.Take(now, _perSecond, _lateness) : pace;
        if (_file is null)
            _pace = Take(_pace);
        else if (!_file.TryChange(ref _pace, now, Take))
            return false;
        return _isLastOwn = isTaken;
    }
}
