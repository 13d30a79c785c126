namespace Rhetenor.Data.Logging;

/// <summary>The fetched bars that are not written yet, and the stored content to compare them with.</summary>
internal sealed class PendingBars
{
    private readonly Dictionary<string, FetchedSymbol> _symbols = new(StringComparer.Ordinal);
    private HeldDay _held;

    public PendingBars(HeldDay held) => _held = held;

    /// <summary>Gets the number of bars fetched since the last commit.</summary>
    public int BarCount { get; private set; }

    /// <summary>Gets the symbols fetched since the last commit.</summary>
    public IReadOnlyCollection<FetchedSymbol> Symbols => _symbols.Values;

    /// <summary>Gets the stored content.</summary>
    public HeldDay Held => _held;

    /// <summary>Gets or sets the retrieval time reserved for the pending write. It is reused on retry so that the same bars keep
    /// one key.</summary>
    public DateTime? Retrieval { get; set; }

    /// <summary>Gets or sets the name of the object of the pending write, once the store may contain it.</summary>
    public string? Attempted { get; set; }

    public void Add(FetchedSymbol fetched)
    {
        if (_symbols.TryGetValue(fetched.Symbol, out var earlier))
            BarCount -= earlier.Klines.Count;
        _symbols[fetched.Symbol] = fetched;
        BarCount += fetched.Klines.Count;
    }

    /// <summary>Replaces the stored content after the store was read again. The pending bars still rest on the earlier
    /// content.</summary>
    public void Rebase(HeldDay held)
    {
        _held = held with { Objects = Both(_held.Objects, held.Objects), Listed = Both(_held.Listed, held.Listed) };
        (Retrieval, Attempted) = (null, null);
    }

    /// <summary>Records that an object was written while others are still pending.</summary>
    public void Wrote(KlineKey key) =>
        _held = _held with { Objects = Both(_held.Objects, [key.Name]), Listed = Both(_held.Listed, [key.Name]) };

    /// <summary>Compares the pending bars with the stored ones.</summary>
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

    /// <summary>Records that everything is written, and replaces the stored content.</summary>
    public void Committed(HeldDay held)
    {
        _symbols.Clear();
        BarCount = 0;
        (Retrieval, Attempted) = (null, null);
        _held = held;
    }

    private static HashSet<string> Both(IEnumerable<string> one, IEnumerable<string> other) => one.Concat(other).ToHashSet(StringComparer.Ordinal);
}

/// <summary>One symbol's answer, as bars.</summary>
/// <param name="Symbol">The short code.</param>
/// <param name="Klines">The bars in the requested range, ascending.</param>
/// <param name="Coverage">The coverage of the answer.</param>
internal sealed record FetchedSymbol(string Symbol, List<Kline> Klines, KlineSymbolCoverage Coverage);
