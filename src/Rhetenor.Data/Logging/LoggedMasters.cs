using System.Collections.Concurrent;

namespace Rhetenor.Data.Logging;

/// <summary>The facts from masters that a logger uses, each for the master's own date.</summary>
internal sealed class LoggedMasters
{
    private readonly ConcurrentDictionary<(DateOnly? Date, string Symbol), bool> _halted = new();
    private readonly ConcurrentDictionary<(DateOnly Date, string Symbol), long> _previousShares = new();

    public void Add(IEnumerable<MasterFile> masters)
    {
        foreach (var master in masters)
        {
            foreach (var record in master)
            {
                if (record.IsTradingHalted == true)
                    _halted[(master.Date, record.ShortCode)] = true;
                if (master.Date is { } date && record.PreviousVolume is { } shares)
                    _previousShares[(date, record.ShortCode)] = shares;
            }
        }
    }

    /// <summary>Gets whether there is anything about the session before some date.</summary>
    public bool HasShares => !_previousShares.IsEmpty;

    /// <summary>Determines whether the day's master shows a symbol as halted (거래정지).</summary>
    public bool IsHalted(DateOnly date, string symbol) => _halted.ContainsKey((date, symbol));

    /// <summary>Returns the shares traded in the session before a date; null when the date's master is not known.</summary>
    public long? SharesBefore(DateOnly next, string symbol) => _previousShares.TryGetValue((next, symbol), out var shares) ? shares : null;
}
