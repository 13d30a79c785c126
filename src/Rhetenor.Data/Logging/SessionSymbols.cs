using System.Collections.Concurrent;
using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Logging;

/// <summary>The symbols to log in each session, and what the masters that they come from show.</summary>
internal sealed class SessionSymbols
{
    private readonly Func<TradingSession, CancellationToken, ValueTask<KlineSelection>>? _select;
    private readonly IReadOnlyList<string> _all = [];
    private readonly ConcurrentDictionary<DateOnly, IReadOnlyList<string>> _past = new();

    /// <summary>The same symbols in every session.</summary>
    public SessionSymbols(IReadOnlyList<string> symbols, IEnumerable<MasterFile> masters)
    {
        _all = symbols;
        Masters.Add(masters);
    }

    /// <summary>Symbols that are selected for each session.</summary>
    public SessionSymbols(Func<TradingSession, CancellationToken, ValueTask<KlineSelection>> select) => _select = select;

    /// <summary>Gets what the masters seen so far show.</summary>
    public LoggedMasters Masters { get; } = new();

    /// <summary>Gets whether symbols are selected for each session.</summary>
    public bool AreSelected => _select is not null;

    /// <summary>Returns the symbols of a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="today">The Korean date. What was selected for earlier sessions is not asked for again.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">There is no symbol, or one is duplicated or not a valid short code.</exception>
    public async ValueTask<IReadOnlyList<string>> OfAsync(TradingSession session, DateOnly today, CancellationToken cancellationToken)
    {
        if (_select is null)
            return _all;
        if (_past.TryGetValue(session.Date, out var known))
            return known;
        var selection = await _select(session, cancellationToken).ConfigureAwait(false);
        var symbols = ShortCode.CheckAll(selection.Symbols, nameof(KlineSelection.Symbols));
        Masters.Add(selection.Masters);
        if (session.Date < today)
            _past[session.Date] = symbols;
        return symbols;
    }

    public override string ToString() => _select is null ? Texts.Count(_all.Count, "symbol") : "symbols of each session";
}
