using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The master of a market, or another file of DWS, does not exist for a day and cannot be downloaded: the day is past and was never cached, has not begun in Korea,
/// or DWS already serves a newer file. Nothing was stored.</summary>
public sealed class MasterNotAvailableException : RhetenorException
{
    internal MasterNotAvailableException(Market market, DateOnly date, string message)
        : base($"There is no {market.ToKey()} master of {date.ToText()}: {message}") => (Market, Date) = (market, date);

    internal MasterNotAvailableException(string fileName, DateOnly date, string message)
        : base($"There is no '{fileName}' of {date.ToText()}: {message}") => (FileName, Date) = (fileName, date);

    /// <summary>Gets the market; null for a file that is not the master of a market.</summary>
    public Market? Market { get; }

    /// <summary>Gets the file that is not the master of a market; otherwise null.</summary>
    public string? FileName { get; }

    /// <summary>Gets the requested Korean date.</summary>
    public DateOnly Date { get; }
}
