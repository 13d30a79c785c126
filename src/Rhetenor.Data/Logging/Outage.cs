using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <summary>Stops requests to a source that has answered none of the last ones, except for one at a time that finds out whether it
/// answers again.</summary>
/// <remarks>Polly's circuit breaker opens by the rate of failures in a period. A silent broker takes over a minute for each failure, so
/// that few of them are in any period, and the successes before the outage are in it too. A run of failures has neither problem.</remarks>
/// <param name="most">The number of symbols in a row that may fail.</param>
internal sealed class Outage(int most)
{
    private const int MostPauses = 10;

    private readonly Lock _gate = new();
    private int _failures;
    private int _pauses;
    private bool _mayTry;

    /// <summary>Gets whether the source is taken as silent.</summary>
    public bool IsOn
    {
        get
        {
            lock (_gate)
                return _failures >= most;
        }
    }

    /// <summary>Gets the number of symbols that have failed in a row.</summary>
    public int Failures
    {
        get
        {
            lock (_gate)
                return _failures;
        }
    }

    /// <summary>Determines whether a failure says that the source is silent, rather than something about one symbol.</summary>
    public static bool IsSign(Exception exception) => exception is HantooException { Error: HantooError.Unavailable or HantooError.RateLimited }
        || exception.IsOfConnection;

    /// <summary>Determines whether to wait for the source once more. It ends after some pauses in which the source has not answered.</summary>
    public bool TryPause()
    {
        lock (_gate)
            return _pauses < MostPauses && ++_pauses > 0;
    }

    /// <summary>Lets one request through, even if the source is silent.</summary>
    public void AllowOne()
    {
        lock (_gate)
            _mayTry = true;
    }

    /// <summary>Determines whether a request may be made now.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_failures < most)
                return true;
            var may = _mayTry;
            _mayTry = false;
            return may;
        }
    }

    /// <summary>Records that the source answered, or that it did not.</summary>
    public void Record(bool isSilent)
    {
        lock (_gate)
            (_failures, _pauses) = isSilent ? (_failures + 1, _pauses) : (0, 0);
    }
}
