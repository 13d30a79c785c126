using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The reason why a day has no master.</summary>
public enum MasterUnavailability
{
    /// <summary>The day is past and its master was never cached. DWS serves only the newest file.</summary>
    NotCached,

    /// <summary>The day has not begun in Korea.</summary>
    Future,

    /// <summary>DWS serves a file that is newer than the day. The clock of this machine is slow, or the day just ended.</summary>
    Superseded,
}

/// <summary>The master of a market on a day does not exist and cannot be downloaded. Nothing was stored.</summary>
public sealed class MasterNotAvailableException : RhetenorException
{
    internal MasterNotAvailableException(Market market, DateOnly date, MasterUnavailability reason, string message)
        : base($"There is no {market.ToKey()} master of {date.ToText()}: {message}")
    {
        Market = market;
        Date = date;
        Reason = reason;
    }

    /// <summary>Gets the market.</summary>
    public Market Market { get; }

    /// <summary>Gets the requested Korean date.</summary>
    public DateOnly Date { get; }

    /// <summary>Gets the reason.</summary>
    public MasterUnavailability Reason { get; }
}
