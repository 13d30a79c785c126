namespace Rhetenor.Data.Logging;

/// <summary>Counts what happens to one symbol in a run.</summary>
internal sealed class SymbolTally
{
    private int _new;
    private int _revised;
    private int _unchanged;
    private string? _failure;

    public int Calls { get; set; }

    public void Add(KlineDiff diff)
    {
        _new += diff.New;
        _revised += diff.Revised;
        _unchanged += diff.Unchanged;
    }

    public void Fail(string reason) => _failure = reason;

    /// <summary>It was answered after all: an earlier failure of the same run is over.</summary>
    public void Recover() => _failure = null;

    /// <summary>The outcome, by what the store holds now.</summary>
    /// <param name="symbol">The short code.</param>
    /// <param name="held">The store's state.</param>
    /// <param name="session">The session.</param>
    /// <param name="until">The minute up to which the symbol was to be brought; null when none was over.</param>
    public SymbolOutcome Outcome(string symbol, HeldDay held, TradingSession session, DateTime? until)
    {
        var through = held.Coverage.TryGetValue(symbol, out var coverage) && coverage.Through is { } time
            ? session.Date.ToDateTime(time)
            : (DateTime?)null;
        var state = _failure is null && (until is null || through is not null) ? SymbolState.Complete
            : through is null ? SymbolState.Failed
            : SymbolState.Partial;
        var reason = state == SymbolState.Complete ? null : _failure ?? "it was not reached.";
        return new(symbol, state, through, _new, _revised, _unchanged, Calls, reason);
    }
}
