using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Why there is no master for a day.</summary>
public enum MasterUnavailability
{
    /// <summary>The day is past and its master was never cached. DWS only serves the newest file.</summary>
    NotCached,

    /// <summary>The day has not begun in Korea.</summary>
    Future,

    /// <summary>DWS serves a file that is newer than the day: this machine's clock is behind, or the day just ended.</summary>
    Superseded,
}

/// <summary>There is no master of a market for a day, and none can be made. Nothing was stored.</summary>
public sealed class MasterNotAvailableException : RhetenorException
{
    internal MasterNotAvailableException(Market market, DateOnly date, MasterUnavailability reason, string message)
        : base($"There is no {market.ToKey()} master of {date.ToText()}: {message}")
    {
        Market = market;
        Date = date;
        Reason = reason;
    }

    /// <summary>The market.</summary>
    public Market Market { get; }

    /// <summary>The Korean date asked for.</summary>
    public DateOnly Date { get; }

    /// <summary>Why there is none.</summary>
    public MasterUnavailability Reason { get; }
}
