using Rhetenor.Data.Core;
using Rhetenor.Data.Format;

namespace Rhetenor.Data.Logging;

/// <summary>The fetched bars that are not written yet, and the stored content to compare them with.</summary>
internal sealed class PendingBars
{
    // On any day, one of so many symbols is traded.
    private const int SymbolsThatTrade = 50;

    private readonly Dictionary<string, FetchedSymbol> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KlineDiff> _diffs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KlineDiff> _written = new(StringComparer.Ordinal);
    private readonly HashSet<string> _covered = new(StringComparer.Ordinal);
    private HeldDay _held;
    private DateTime? _newest;

    public PendingBars(HeldDay held) => _held = held;

    /// <summary>Gets the number of bars fetched since the last commit.</summary>
    public int BarCount { get; private set; }

    /// <summary>Gets the symbols fetched since the last commit.</summary>
    public IReadOnlyCollection<FetchedSymbol> Symbols => _symbols.Values;

    /// <summary>Gets the time of the latest answer since the last commit, Korean time; null when there is none.</summary>
    public DateTimeOffset? Answered => _symbols.Values.Max(fetched => fetched.Answered);

    /// <summary>Gets the stored content.</summary>
    public HeldDay Held => _held;

    /// <summary>Gets whether the stored content lacks bars that could be read before, which the claims written since rest on. It must be read again
    /// before anything is planned by it.</summary>
    public bool IsHeldInPart { get; private set; }

    /// <summary>Gets or sets the retrieval time reserved for the pending write. It is reused on retry so that the same bars keep
    /// one key.</summary>
    public DateTime? Retrieval { get; set; }

    /// <summary>Gets or sets the name of the object of the pending write, once the store may contain it.</summary>
    public string? Attempted { get; set; }

    /// <summary>Returns what was fetched of a symbol since the last commit; null when nothing was.</summary>
    public FetchedSymbol? Find(string symbol) => _symbols.GetValueOrDefault(symbol);

    public void Add(FetchedSymbol fetched)
    {
        if (_symbols.TryGetValue(fetched.Symbol, out var earlier))
            BarCount -= earlier.Klines.Count;
        _symbols[fetched.Symbol] = fetched;
        BarCount += fetched.Klines.Count;
        if (fetched.Klines.Count > 0 && !(fetched.Klines[^1].Minute <= _newest))
            _newest = fetched.Klines[^1].Minute;
    }

    /// <summary>Gets whether there are answers that a symbol was not traded, and nothing shows that any other one was.</summary>
    public bool IsSilent => BarCount == 0 && _held.Bars.BarCount == 0 && _symbols.Values.Any(fetched => fetched.Coverage.State is SymbolDayState.NoTrades or SymbolDayState.Doubtful);

    private IEnumerable<FetchedSymbol> Silent => _symbols.Values.Where(fetched => fetched.Coverage.State == SymbolDayState.NoTrades);

    /// <summary>Puts answers in doubt when none of many symbols was traded: then the answers are wrong, or the day was no session.</summary>
    /// <param name="all">The number of symbols of which these are a part, if it is known.</param>
    /// <returns>Whether any answer was.</returns>
    public bool DoubtSilence(int all)
    {
        var silent = Silent.ToList();
        if (!IsSilent || Math.Max(_symbols.Count, all) < SymbolsThatTrade)
            return false;
        foreach (var fetched in silent)
        {
            _symbols[fetched.Symbol] = fetched with
            {
                Coverage = new(SymbolDayState.Doubtful, null, Reason: $"none of {_symbols.Count} symbols was traded: the answers are wrong, or the day was no session."),
            };
        }

        return silent.Count > 0;
    }

    /// <summary>Leaves days open while any symbol of the session is traded after the last minute that the calendar knows: then it is not over for the
    /// others either.</summary>
    public void KeepOpenWhileTrading(TradingSession session)
    {
        if (!(_newest > session.LastMinute) || !(Answered?.DateTime - _newest < Defaults.Repetition))
            return;
        foreach (var fetched in _symbols.Values.Where(fetched => fetched.Coverage.IsFinal).ToList())
            _symbols[fetched.Symbol] = fetched with { Coverage = fetched.Coverage with { IsFinal = false } };
    }

    /// <summary>Replaces the stored content after the store was read again. The pending bars still rest on the earlier
    /// content.</summary>
    /// <param name="held">The stored content.</param>
    /// <param name="settled">When the figures of the day had settled.</param>
    public void Rebase(HeldDay held, DateTimeOffset settled)
    {
        // What was fetched before the figures had settled is older than what another writer has read of the settled day since.
        foreach (var fetched in _symbols.Values.Where(fetched => !fetched.Coverage.IsFinal && !(fetched.Answered >= settled) && held.Coverage.GetValueOrDefault(fetched.Symbol) is { IsFinal: true }).ToList())
        {
            BarCount -= fetched.Klines.Count;
            _symbols.Remove(fetched.Symbol);
            _diffs.Remove(fetched.Symbol);
        }

        IsHeldInPart = held.Problems.Count > 0 && _symbols.Count > 0;
        _held = held with { Basis = _held.Basis.With(held.Basis), Listed = Both(_held.Listed, held.Listed) };
        (Retrieval, Attempted) = (null, null);
    }

    /// <summary>Records that an object was written while others are still pending.</summary>
    public void Wrote(ObjectMark written, IEnumerable<string> symbols)
    {
        _held = _held with { Basis = _held.Basis.With(written), Listed = Both(_held.Listed, [written.Name]) };
        _covered.UnionWith(symbols);
        foreach (var (symbol, diff) in _diffs)
        {
            var earlier = _written.GetValueOrDefault(symbol);
            _written[symbol] = new(earlier.New + diff.New, earlier.Revised + diff.Revised, 0);
        }
    }

    /// <summary>Gets the coverage to write: what changed, and what rests on bars that were written.</summary>
    public IEnumerable<FetchedSymbol> ToCover() => _symbols.Values.Where(fetched =>
        _covered.Contains(fetched.Symbol) || !Equals(_held.Coverage.GetValueOrDefault(fetched.Symbol), fetched.Coverage));

    /// <summary>Compares the pending bars with the stored ones.</summary>
    public KlineReconciler Reconcile()
    {
        var reconciler = new KlineReconciler(_held.Bars, _symbols.Count);
        foreach (var fetched in _symbols.Values)
            _diffs[fetched.Symbol] = reconciler.Add(fetched.Symbol, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(fetched.Klines));
        return reconciler;
    }

    /// <summary>Returns what was written of each symbol since this was last called, in as many attempts as it took.</summary>
    public IReadOnlyDictionary<string, KlineDiff> TakeDiffs()
    {
        // After the bars are written, a second comparison counts this writer's own bars as unchanged.
        var diffs = _diffs.ToDictionary(entry => entry.Key, entry =>
        {
            var written = _written.GetValueOrDefault(entry.Key);
            return new KlineDiff(written.New, written.Revised, Math.Max(0, entry.Value.Total - written.New - written.Revised));
        }, StringComparer.Ordinal);
        _diffs.Clear();
        _written.Clear();
        return diffs;
    }

    /// <summary>Records that everything is written, and replaces the stored content.</summary>
    public void Committed(HeldDay held)
    {
        _symbols.Clear();
        _covered.Clear();
        BarCount = 0;
        (Retrieval, Attempted) = (null, null);
        _held = held;
    }

    private static HashSet<string> Both(IEnumerable<string> one, IEnumerable<string> other) => one.Concat(other).ToHashSet(StringComparer.Ordinal);
}
