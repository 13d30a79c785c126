using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <summary>Asks for the quotes of many symbols, and finds those that were not traded since their last bar: the day's value in the quote is then
/// that of the bar. A symbol whose day is in doubt, or that was never asked about, is no such symbol.</summary>
/// <param name="parts">The parts of the logger.</param>
/// <param name="session">The session.</param>
/// <param name="pending">What was fetched and is not written yet, and what is stored.</param>
internal sealed class QuoteRound(KlineLoggerParts parts, TradingSession session, PendingBars pending)
{
    // While no symbol has a new value for longer, or quotes fail, minutes are requested as without them.
    private static readonly TimeSpan Trusted = TimeSpan.FromMinutes(10);

    // In the call phase of the closing auction nothing is traded.
    private const int AuctionMinutes = 10;

    private readonly Dictionary<string, KlineQuote> _quotes = new(StringComparer.Ordinal);
    private bool _showsAfterMarket;

    /// <summary>Gets the number of calls made.</summary>
    public int Calls { get; private set; }

    /// <summary>Returns the maximum number of calls for a number of symbols.</summary>
    public static int CallsAtMost(KlineLoggerParts parts, TradingSession session, int symbols)
    {
        var perCall = IsOf(parts, session) ? parts.Source.SymbolsPerQuote(session.Venue) : 0;
        return perCall == 0 || symbols < 2 ? 0 : (symbols + perCall - 1) / perCall;
    }

    /// <summary>Asks for the quotes of all symbols that may not need a request.</summary>
    /// <returns>Whether any quote is known.</returns>
    public async Task<bool> AskAsync(IReadOnlyList<KlineRequest> requests, CancellationToken cancellationToken)
    {
        var memory = parts.Quoted.Of(session.Date);
        var candidates = IsOf(parts, session) && !parts.Outage.IsOn && !(parts.Now < memory.Without) ? requests.Where(request => KnownOf(request) is not null).Select(request => request.Symbol).ToList() : [];
        if (CallsAtMost(parts, session, candidates.Count) == 0)
            return false;
        var hasFailed = false;
        await WorkerLoops.RunAsync([.. candidates.Chunk(parts.Source.SymbolsPerQuote(session.Venue))], parts.Options.Workers, async (symbols, token) =>
        {
            if (hasFailed)
                return;
            try
            {
                var quotes = await parts.Source.GetQuotesAsync(session.Venue, symbols, token).ConfigureAwait(false);
                lock (_quotes)
                    Take(quotes);
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
            {
                // The requests for minutes find out whether anything else fails.
                token.ThrowIfCancellationRequested();
                (hasFailed, memory.Without) = (true, parts.Now + Trusted);
                lock (_quotes)
                    Calls += Math.Max(1, (exception as HantooException)?.Calls ?? 1);
                Log.QuotesFailed(parts.Logger, exception.Message);
            }
        }, cancellationToken).ConfigureAwait(false);
        _showsAfterMarket = requests.Any(request => _quotes.TryGetValue(request.Symbol, out var quote)
            && LastBarOf(request.Symbol) is { } bar && TimeOnly.FromDateTime(bar.Minute) > session.ClosingAuction && bar.AccValue == quote.Value);
        // A round that repeats the one before may be as old as that.
        var isNews = memory.Values.Count == 0 || IsCallPhase || _quotes.Values.Any(quote => memory.Values.TryGetValue(quote.Symbol, out var value) && value != quote.Value);
        foreach (var quote in _quotes.Values)
            memory.Values[quote.Symbol] = quote.Value;
        if (!isNews)
            _quotes.Clear();
        return Calls > 0;
    }

    /// <summary>Returns the requests of the most traded symbols first. Those without a quote come last, in the given order.</summary>
    public IEnumerable<KlineRequest> InOrder(IEnumerable<KlineRequest> requests) =>
        requests.OrderByDescending(request => _quotes.TryGetValue(request.Symbol, out var quote) ? quote.Value : -1);

    /// <summary>Returns what is known of a symbol that was not traded since its last bar, with the minutes that were over at the quote covered; null when its minutes must
    /// be requested.</summary>
    public FetchedSymbol? Unmoved(KlineRequest request)
    {
        if (!_quotes.TryGetValue(request.Symbol, out var quote) || KnownOf(request) is not { } known)
            return null;

        // Another writer's bar after the covered minutes does not show those between.
        var (covered, last) = (session.Date.ToDateTime(known.Coverage.Through!.Value), LastBarOf(request.Symbol));
        if (last?.Minute > covered || !IsUnmoved(quote, last))
            return null;
        if (KoreaTime.DateOf(quote.Answered) != session.Date || session.LastCompleted(quote.Answered - request.SettleMargin) is not { } over)
            return null;
        var through = over < request.Until ? over : request.Until;
        if (through <= covered)
            return covered >= request.Until ? known : null;

        // One symbol's quote can stay the same although it was traded: now and then its minutes are requested.
        var since = parts.Quoted.Of(session.Date).Since;
        if (!IsShown(TimeOnly.FromDateTime(through)) || (since.TryGetValue(request.Symbol, out var first) && quote.Answered - first >= Trusted))
        {
            since.Remove(request.Symbol);
            return null;
        }

        since.TryAdd(request.Symbol, quote.Answered);
        return known with
        {
            Coverage = known.Coverage with { Through = TimeOnly.FromDateTime(through), Witnesses = known.Coverage.Witnesses | KlineWitnesses.Quote },
            Answered = quote.Answered,
        };
    }

    // A settled day is read whole, and so is a day that cannot be of the quotes.
    private static bool IsOf(KlineLoggerParts parts, TradingSession session) =>
        parts.Options.QuotesFirst && session.Date == KoreaTime.DateOf(parts.Now) && !session.IsSettled(parts.Now, parts.Options.SettleMargin);

    // Every trade raises the day's value. Without a bar, nothing at all was traded.
    private static bool IsUnmoved(in KlineQuote quote, Kline? last) => last is { } bar
        ? quote.Value > 0 && bar.AccValue == quote.Value
        : quote is { Shares: 0, Value: 0 };

    // Whether quotes go on after the regular close is shown by a symbol that was traded since.
    private bool IsShown(TimeOnly through) => through <= session.ClosingAuction || _showsAfterMarket;

    // A day that is right so far: fetched and not yet written, or written.
    private FetchedSymbol? KnownOf(KlineRequest request)
    {
        var known = pending.Find(request.Symbol)
            ?? (request.After is not null && pending.Held.Coverage.GetValueOrDefault(request.Symbol) is { } coverage ? new(request.Symbol, [], coverage) : null);
        return known is { Coverage: { State: SymbolDayState.Complete or SymbolDayState.NoTrades, Through: not null, IsFinal: false, Doubted: null } }
            && !parts.Masters.IsHalted(session.Date, request.Symbol) ? known : null;
    }

    private Kline? LastBarOf(string symbol)
    {
        var (fetched, stored) = (pending.Find(symbol)?.Klines is [.., var last] ? last : (Kline?)null, pending.Held.LastBar(symbol));
        return fetched?.Minute >= (stored?.Minute ?? DateTime.MinValue) ? fetched : stored;
    }

    private bool IsCallPhase => session.ClosingAuction is { } auction && TimeOnly.FromDateTime(parts.Now.DateTime) is var now && now <= auction && now > auction.AddMinutes(-AuctionMinutes);

    private void Take(IReadOnlyList<KlineQuote> quotes)
    {
        Calls++;
        foreach (var quote in quotes)
        {
            if (parts.Masters.OwnerOf(quote.Symbol, quote.Name, KoreaTime.DateOf(parts.Now)) is null)
                _quotes[quote.Symbol] = quote;
        }
    }
}
