namespace Rhetenor.Data.Logging;

/// <summary>Counts what happens to one symbol in a run.</summary>
internal sealed class SymbolTally
{
    private int _new;
    private int _revised;
    private int _unchanged;
    private string? _failure;

    public int Calls { get; set; }

    /// <summary>Whether bars that were stored without coverage proved themselves.</summary>
    public bool IsFromStore { get; set; }

    /// <summary>The instant of the latest answer, by the server's clock; null when there was none or the source does not say.</summary>
    public DateTimeOffset? Answered { get; set; }

    public void Add(KlineDiff diff)
    {
        _new += diff.New;
        _revised += diff.Revised;
        _unchanged += diff.Unchanged;
    }

    public void Fail(string reason) => _failure = reason;

    /// <summary>Records an answer, which ends an earlier failure of the same run.</summary>
    public void Recover() => _failure = null;

    /// <summary>Returns the result, based on the stored content.</summary>
    /// <param name="symbol">The short code.</param>
    /// <param name="held">The stored content.</param>
    /// <param name="session">The session.</param>
    /// <param name="planned">The instant of the plan, by the clock known before the first answer.</param>
    /// <param name="margin">How long after its end a minute is taken as over.</param>
    /// <param name="shares">The shares of the day; null when the next session's master is not known.</param>
    public SymbolOutcome Outcome(string symbol, HeldDay held, TradingSession session, DateTimeOffset planned, TimeSpan margin, DayShares? shares)
    {
        // A plan may be ahead of the server, whose answer decides which minutes were over.
        var settled = (Answered < planned ? Answered.Value : planned) - margin;
        var day = Completeness.Judge(symbol, session, settled, new(held.Coverage.GetValueOrDefault(symbol), held.Bars.HasBars(symbol) ? 1 : 0) { Failure = _failure, Shares = shares });
        return new()
        {
            Symbol = symbol,
            State = day.State,
            Through = day.Through,
            NewBars = _new,
            RevisedBars = _revised,
            UnchangedBars = _unchanged,
            Calls = Calls,
            Reason = day.Reason,
            Witnesses = day.Witnesses,
            IsFromStore = IsFromStore && day.IsFinal,
        };
    }
}
