namespace Rhetenor.Data.Hantoo;

internal sealed partial class HantooRateLimiter
{
    private const double Decrease = 0.8, Floor = 0.25, RecoveryPerSecond = 0.01;
    private static readonly TimeSpan OneEvent = TimeSpan.FromSeconds(1);
    private double _factor = 1;
    private long _changed;
    private long? _refused, _refusedSince;

    /// <summary>Gets how long KIS has refused every call; zero when it answered the last one.</summary>
    public TimeSpan RefusedFor
    {
        get
        {
            lock (_gate)
                return _refusedSince is { } since ? _timeProvider.GetElapsedTime(since) : TimeSpan.Zero;
        }
    }

    /// <summary>Gets the current number of permits per second.</summary>
    public double PermitsPerSecond
    {
        get
        {
            lock (_gate)
                return CurrentRate(_timeProvider.GetTimestamp());
        }
    }

    /// <summary>Lowers the rate if another user of the app key has configured a lower one.</summary>
    public void LowerTo(double perSecond, TimeSpan lateness)
    {
        lock (_gate)
            (_perSecond, _lateness) = (Math.Min(_perSecond, perSecond), _lateness < lateness ? _lateness : lateness);
    }

    /// <summary>Records that KIS refused a call as one too many. The pace is reduced by a fifth, once for all calls that were in
    /// flight together.</summary>
    /// <returns>Whether the pace was lowered.</returns>
    public bool Refused()
    {
        lock (_gate)
        {
            var now = _timeProvider.GetTimestamp();
            _refusedSince ??= now;
            if (_refused is { } last && _timeProvider.GetElapsedTime(last, now) < OneEvent)
                return false;
            _ = CurrentRate(now);
            _factor = Math.Max(Floor, _factor * Decrease);
            _refused = _changed = now;
            return true;
        }
    }

    /// <summary>Records that KIS answered a call.</summary>
    public void Answered()
    {
        lock (_gate)
            _refusedSince = null;
    }

    private double CurrentRate(long now)
    {
        var quiet = _timeProvider.GetElapsedTime(_changed, now).TotalSeconds;
        if (_factor < 1 && quiet > 0)
            _factor = Math.Min(1, _factor + (quiet * RecoveryPerSecond));
        _changed = now;
        return _perSecond * _factor;
    }
}
