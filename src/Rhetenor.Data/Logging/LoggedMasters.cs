using System.Collections.Concurrent;

namespace Rhetenor.Data.Logging;

/// <summary>The facts from masters that a logger uses, each for the master's own date.</summary>
internal sealed class LoggedMasters
{
    private readonly ConcurrentDictionary<(DateOnly Date, string Symbol), bool> _halted = new();
    private readonly ConcurrentDictionary<(DateOnly Date, string Symbol), long> _previousShares = new();
    private readonly ConcurrentDictionary<string, (DateOnly Date, string Symbol)> _symbolOfName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (DateOnly Date, string Name)> _nameOfSymbol = new(StringComparer.Ordinal);

    public void Add(IEnumerable<MasterFile> masters)
    {
        foreach (var master in masters)
        {
            // A stale file is not the requested day's.
            var day = master.IsStale ? null : master.Day;
            foreach (var record in master)
            {
                if (day is not { } date)
                    continue;
                if (record.KoreanName.Trim() is { Length: > 0 } name)
                {
                    _symbolOfName.AddOrUpdate(name, (date, record.ShortCode), (_, known) => known.Date > date ? known : (date, record.ShortCode));
                    _nameOfSymbol.AddOrUpdate(record.ShortCode, (date, name), (_, known) => known.Date > date ? known : (date, name));
                }

                _halted[(date, record.ShortCode)] = record.IsTradingHalted == true;
                if (record.PreviousVolume is { } shares)
                    _previousShares[(date, record.ShortCode)] = shares;
            }
        }
    }

    /// <summary>Gets whether there is anything about the session before some date.</summary>
    public bool HasShares => !_previousShares.IsEmpty;

    /// <summary>Determines whether the day's master shows a symbol as halted (거래정지).</summary>
    public bool IsHalted(DateOnly date, string symbol) => _halted.GetValueOrDefault((date, symbol));

    /// <summary>Returns the symbol whose name an answer about another symbol has; null when nothing shows that it is another one's.</summary>
    /// <param name="symbol">The requested symbol.</param>
    /// <param name="name">The Korean name in the answer; null when it has none.</param>
    /// <param name="today">The Korean date of the answer, which has the names of that day. A name may pass from one symbol to another, so that
    /// only masters of the last days count.</param>
    public string? OwnerOf(string symbol, string? name, DateOnly today) =>
        name is not null
        && _nameOfSymbol.TryGetValue(symbol, out var own) && own.Name != name && own.Date > today.AddDays(-14)
        && _symbolOfName.TryGetValue(name, out var other) && other.Symbol != symbol && other.Date > today.AddDays(-14)
            ? other.Symbol
            : null;

    /// <summary>Returns the shares traded in the session before a date; null when the date's master is not known.</summary>
    public long? SharesBefore(DateOnly next, string symbol) => _previousShares.TryGetValue((next, symbol), out var shares) ? shares : null;
}
