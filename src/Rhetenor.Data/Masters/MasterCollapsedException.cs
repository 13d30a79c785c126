using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>A master has far fewer instruments than the last cached day had: it is taken for broken and not cached.</summary>
/// <remarks>Its raw ZIP is kept. To accept it, ask again with a smaller <see cref="MasterOptions.MinimumCountRatio"/>.</remarks>
public sealed class MasterCollapsedException : RhetenorException
{
    /// <summary>Describes the collapse.</summary>
    public MasterCollapsedException(Market market, DateOnly date, int count, DateOnly previousDate, int previousCount)
        : base($"The {market.ToKey()} master of {date.ToText()} has {count} instruments, that of {previousDate.ToText()} had {previousCount}; it is not cached.")
    {
        (Market, Date, Count, PreviousDate, PreviousCount) = (market, date, count, previousDate, previousCount);
    }

    /// <summary>The market.</summary>
    public Market Market { get; }

    /// <summary>The Korean date asked for.</summary>
    public DateOnly Date { get; }

    /// <summary>Instruments in the refused file.</summary>
    public int Count { get; }

    /// <summary>The last cached day.</summary>
    public DateOnly PreviousDate { get; }

    /// <summary>Instruments on that day.</summary>
    public int PreviousCount { get; }
}
