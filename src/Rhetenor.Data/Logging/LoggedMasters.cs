namespace Rhetenor.Data.Logging;

/// <summary>The facts from the given masters that a logger uses, each for the master's own date.</summary>
internal sealed class LoggedMasters
{
    private readonly HashSet<(DateOnly? Date, string Symbol)> _halted = [];
    private readonly Dictionary<(DateOnly Date, string Symbol), long> _previousShares = [];

    public LoggedMasters(IEnumerable<MasterFile> masters)
    {
        foreach (var master in masters)
        {
            foreach (var record in master)
            {
                if (record.IsTradingHalted == true)
                    _halted.Add((master.Date, record.ShortCode));
                if (master.Date is { } date && record.PreviousVolume is { } shares)
                    _previousShares[(date, record.ShortCode)] = shares;
            }
        }
    }

    /// <summary>Gets whether there is anything about the session before some date.</summary>
    public bool HasShares => _previousShares.Count > 0;

    /// <summary>Determines whether the day's master shows a symbol as halted (거래정지).</summary>
    public bool IsHalted(DateOnly date, string symbol) => _halted.Contains((date, symbol));

    /// <summary>Returns the shares traded in the session before a date; null when the date's master is not known.</summary>
    public long? SharesBefore(DateOnly next, string symbol) => _previousShares.TryGetValue((next, symbol), out var shares) ? shares : null;
}
