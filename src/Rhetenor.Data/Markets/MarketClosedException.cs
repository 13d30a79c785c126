using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>A session was asked for where there is none.</summary>
public sealed class MarketClosedException : RhetenorException
{
    /// <summary>Describes the missing session.</summary>
    public MarketClosedException(Venue venue, DateOnly date, string message)
        : base($"{venue.ToCode()} has no session on {date.ToText()}: {message}")
    {
        (Venue, Date) = (venue, date);
    }

    /// <summary>The venue.</summary>
    public Venue Venue { get; }

    /// <summary>The Korean date.</summary>
    public DateOnly Date { get; }
}
