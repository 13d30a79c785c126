namespace Rhetenor.Data.Logging;

/// <summary>What was fetched and is not written yet, and the view of the store it is compared with.</summary>
internal sealed class PendingBars
{
    private readonly Dictionary<string, FetchedSymbol> _symbols = new(StringComparer.Ordinal);
    private HeldDay _held;

    public PendingBars(HeldDay held) => _held = held;

    /// <summary>Bars fetched since the last commit.</summary>
    public int BarCount { get; private set; }

    /// <summary>Symbols fetched since the last commit.</summary>
    public IReadOnlyCollection<FetchedSymbol> Symbols => _symbols.Values;

    /// <summary>What the store has.</summary>
    public HeldDay Held => _held;

    /// <summary>The second by which the bars are being written, until that is known to have come about or not: who tries again
    /// must not write the same bars under another name.</summary>
    public DateTime? Retrieval { get; set; }

    public void Add(FetchedSymbol fetched)
    {
        if (_symbols.TryGetValue(fetched.Symbol, out var earlier))
            BarCount -= earlier.Klines.Count;
        _symbols[fetched.Symbol] = fetched;
        BarCount += fetched.Klines.Count;
    }

    /// <summary>The store was read again: compare with what it has now. What is pending still rests on what was read before.</summary>
    public void Rebase(HeldDay held)
    {
        _held = held with { Objects = _held.Objects.Concat(held.Objects).ToHashSet(StringComparer.Ordinal) };
        Retrieval = null;
    }

    /// <summary>An object was written, the rest is not yet.</summary>
    public void Wrote(KlineKey key) =>
        _held = _held with { Objects = _held.Objects.Append(key.Name).ToHashSet(StringComparer.Ordinal) };

    /// <summary>What is new or revised against the store.</summary>
    public KlineReconciler Reconcile(Action<FetchedSymbol, KlineDiff>? onSymbol = null)
    {
        var reconciler = new KlineReconciler(_held.Bars);
        foreach (var fetched in _symbols.Values)
        {
            var diff = reconciler.Add(fetched.Symbol, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(fetched.Klines));
            onSymbol?.Invoke(fetched, diff);
        }

        return reconciler;
    }

    /// <summary>Everything is written; the view is what the store holds now.</summary>
    public void Committed(HeldDay held)
    {
        _symbols.Clear();
        BarCount = 0;
        Retrieval = null;
        _held = held;
    }
}

/// <summary>One symbol's answer, as bars.</summary>
/// <param name="Symbol">The short code.</param>
/// <param name="Klines">Its bars in the range asked for, ascending.</param>
/// <param name="Coverage">What the answer covers.</param>
internal sealed record FetchedSymbol(string Symbol, List<Kline> Klines, KlineSymbolCoverage Coverage);
