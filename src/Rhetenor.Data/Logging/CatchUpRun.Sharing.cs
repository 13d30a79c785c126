namespace Rhetenor.Data.Logging;

/// <content>Leaves symbols to other processes.</content>
internal sealed partial class CatchUpRun
{
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private SharedWork? _shared;

    // Those of the other processes too.
    private int _symbolsOfAll;

    /// <summary>Gets the symbols of the latest fetch that were not requested, because their shares are not this process's any more.</summary>
    public IReadOnlySet<string> Left => _left;

    /// <summary>Gets or sets the leases that requests need; null for none.</summary>
    public SharedWork? Shared
    {
        get => _shared;
        set
        {
            _shared = value;
            if (value is not null)
                (Others, _symbolsOfAll) = (value.OtherOf, value.SymbolCount);
        }
    }

    /// <summary>Gets or sets what returns the name of the other process that fetches a symbol.</summary>
    public Func<string, string?> Others { get; set; } = static _ => null;

    // Only what the store shows counts. Who was to fetch the rest is no failure of this run.
    private SymbolOutcome Named(SymbolOutcome outcome) => !outcome.IsComplete && outcome.Calls == 0 && Others(outcome.Symbol) is { } owner
        ? outcome with { Reason = $"fetched by '{owner}'{(outcome.Reason is null ? "." : $": {outcome.Reason}")}" }
        : outcome;

    private bool IsLeft(string symbol)
    {
        if (_shared?.MayBegin(symbol) != false)
            return false;
        lock (_gate)
            _left.Add(symbol);
        return true;
    }
}
