using System.Runtime.InteropServices;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Logging;

/// <summary>One symbol's answer, as bars and coverage.</summary>
/// <param name="Symbol">The short code.</param>
/// <param name="Klines">The bars to compare with the stored ones, ascending.</param>
/// <param name="Coverage">The coverage of the answer.</param>
internal sealed record FetchedSymbol(string Symbol, List<Kline> Klines, KlineSymbolCoverage Coverage)
{
    /// <summary>Gets when the answer was given, Korean time; null when there was none.</summary>
    public DateTimeOffset? Answered { get; init; }

    private static readonly TimeSpan Absence = TimeSpan.FromHours(3);

    /// <summary>Converts an answer to bars and coverage. A row with volume is stored, also outside the known hours.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fetch">The answer.</param>
    /// <param name="held">The stored content.</param>
    /// <param name="answered">When the answer was given, Korean time.</param>
    /// <param name="isHalted">Whether that day's master shows the symbol as halted.</param>
    public static FetchedSymbol Of(KlineRequest request, KlineFetch fetch, HeldDay held, DateTimeOffset answered, bool isHalted) =>
        Judge(request, fetch, held, answered, isHalted) with { Answered = answered };

    private static FetchedSymbol Judge(KlineRequest request, KlineFetch fetch, HeldDay held, DateTimeOffset answered, bool isHalted)
    {
        var session = request.Session;
        var isSettled = request.IsWholeAndSettled(answered);
        var rows = new FetchedRows(request, fetch, held, request.OverAt(answered));
        var klines = rows.Bars();
        var (pricesAsOf, doubt, note) = (PricesAsOf(request, klines, held, answered), fetch.Doubt, fetch.Note);
        if (request.After is null && RepricedDay.HasChanged(request.Symbol, klines, held.Bars))
            klines = InOneFrame(request.Symbol, klines, held, KoreaTime.DateOf(answered), ref pricesAsOf, ref doubt, ref note);
        else
            klines = Compared(request, fetch, held, isSettled, rows.WithStored(klines), ref doubt);
        if (rows.Displaced is { } displaced)
            doubt ??= $"KIS has no row of {displaced.ToTimeText()} any more, and the day's value leaves no room for the stored bar, which stays.";
        note ??= OutsideHours(session, klines);
        var coverage = new KlineSymbolCoverage(SymbolDayState.Doubtful, null, Reason: doubt ?? fetch.Shortfall ?? note)
        {
            Witnesses = fetch.Witnesses,
            PricesAsOf = pricesAsOf,
            Doubted = isSettled && (doubt ?? fetch.Shortfall) is not null ? DoubtedSince(request.Symbol, klines, held, doubt ?? fetch.Shortfall) ?? answered.DateTime : null,
        };

        // Then the rows after the doubted place count too.
        if (doubt == fetch.Doubt && (doubt ?? fetch.Shortfall) is { } reason && fetch.RepetitionSettles && LastStoredAfter(request, fetch, held, hasValue: false) is null
            && coverage.Doubted is { } since && answered.DateTime - since >= Defaults.Repetition)
        {
            return Judge(request, fetch with { CompletedThrough = request.Until, Doubt = null, Shortfall = null, Note = reason, Witnesses = fetch.Witnesses | KlineWitnesses.SecondReading }, held, answered, isHalted);
        }

        if (doubt is not null)
            return new(request.Symbol, klines, coverage);
        if (fetch.CompletedThrough is not { } covered)
            return new(request.Symbol, klines, coverage);
        var state = klines.Count > 0 || request.SharesBefore > 0 || held.Bars.HasBars(request.Symbol)
            ? SymbolDayState.Complete
            : fetch.State == SymbolDayState.Doubtful ? SymbolDayState.NotListed
            : isHalted ? SymbolDayState.Halted
            : SymbolDayState.NoTrades;
        var isFinal = isSettled && covered == session.LastMinute && coverage.Doubted is null;
        coverage = coverage with { State = state, Through = TimeOnly.FromDateTime(covered), IsFinal = isFinal };
        return new(request.Symbol, klines, state == SymbolDayState.NotListed && isFinal ? SecondAnswer(request.Symbol, coverage, held, answered) : coverage);
    }

    // One answer without any row does not show that a symbol is not listed at a venue. The same answer hours later does.
    private static KlineSymbolCoverage SecondAnswer(string symbol, KlineSymbolCoverage coverage, HeldDay held, DateTimeOffset answered)
    {
        var since = held.Coverage.GetValueOrDefault(symbol) is { State: SymbolDayState.NotListed, Doubted: { } first } ? first : answered.DateTime;
        return answered.DateTime - since >= Absence
            ? coverage with { Witnesses = coverage.Witnesses | KlineWitnesses.SecondReading }
            : coverage with { IsFinal = false, Doubted = since, Reason = "KIS has no row of it at all: a second answer decides whether it is listed." };
    }

    private static string? OutsideHours(TradingSession session, List<Kline> klines)
    {
        var outside = klines.FindAll(kline => !session.IsTrading(kline.Minute));
        return outside.Count == 0 ? null : $"outside the known hours: {Texts.Count(outside.Count, "bar")} from {outside[0].Minute.ToTimeText()} to {outside[^1].Minute.ToTimeText()}.";
    }

    // Bars that are stored already keep the prices as of their own date.
    private static DateOnly? PricesAsOf(KlineRequest request, List<Kline> klines, HeldDay held, DateTimeOffset answered)
    {
        var date = KoreaTime.DateOf(answered);
        return held.Bars.HasBars(request.Symbol) ? held.Coverage.GetValueOrDefault(request.Symbol)?.PricesAsOf
            : klines.Count > 0 && date > request.Session.Date ? date : null;
    }

    // Returns the bars to store: none when the stored day is whole as it is, otherwise all of them as of today.
    private static List<Kline> InOneFrame(
        string symbol, List<Kline> klines, HeldDay held, DateOnly today, ref DateOnly? pricesAsOf, ref string? doubt, ref string? note)
    {
        if (RepricedDay.HasAll(symbol, klines, held.Bars))
        {
            note ??= "KIS has adjusted the prices of the day since they were stored: the stored ones are kept.";
            return [];
        }

        pricesAsOf = today;
        if (RepricedDay.FirstWithout(symbol, klines, held.Bars) is { } minute)
            doubt ??= $"KIS has adjusted the prices of the day since some were stored, and has no row of {minute.ToTimeText()} any more.";
        return klines;
    }

    // An answer of the settled day that ends before a stored bar may be older than what is stored, also of the earlier minutes. One with a shortfall
    // is not final, and has its reason.
    private static List<Kline> Compared(KlineRequest request, KlineFetch fetch, HeldDay held, bool isSettled, List<Kline> klines, ref string? doubt)
    {
        if (!isSettled || fetch.Shortfall is not null || Newest(fetch) is not { } newest || LastStoredAfter(request, fetch, held, hasValue: true) is not { } later
            || IsWhole(request, fetch, held, newest))
        {
            return klines;
        }

        doubt ??= $"KIS has no row after {newest.ToTimeText()}, and the bar of {later.ToTimeText()} is stored: the answer may be older.";
        return klines.FindAll(kline => !held.Bars.TryGetKline(request.Symbol, kline.Minute, out _));
    }

    // The next session's master shows an answer to be whole if it leaves no room for the stored bars after it.
    private static bool IsWhole(KlineRequest request, KlineFetch fetch, HeldDay held, DateTime newest)
    {
        if (request.SharesOfDay is not { } traded)
            return false;
        var rest = traded - fetch.Rows.Sum(row => row.Volume);
        return DayTotal.IsExplained(rest, traded) && !DayTotal.IsExplained(rest - (held.SharesOf(request.Symbol) - held.SharesOf(request.Symbol, newest)), traded);
    }

    // KIS may fill minutes without trades up to any time.
    private static DateTime? Newest(KlineFetch fetch) => fetch.Rows.Where(row => !KlineAggregator.IsFill(row)).Max(row => (DateTime?)row.Minute);

    // Stored bars after the newest row of an answer show that it lacks some. A bar without the day's value may be another program's.
    private static DateTime? LastStoredAfter(KlineRequest request, KlineFetch fetch, HeldDay held, bool hasValue)
    {
        var newest = Newest(fetch) ?? request.Session.Date.ToDateTime(TimeOnly.MinValue);
        for (var minute = request.Until; minute > newest; minute = minute.AddMinutes(-1))
        {
            if (held.Bars.TryGetKline(request.Symbol, minute, out var bar) && (bar.AccValue is not null || !hasValue))
                return minute;
        }

        return null;
    }

    // An answer that shows the same bars as the one before and leaves the same doubt repeats it.
    private static DateTime? DoubtedSince(string symbol, List<Kline> klines, HeldDay held, string? doubt) =>
        held.Coverage.GetValueOrDefault(symbol) is { Doubted: { } since } earlier && earlier.Reason == doubt && !new KlineReconciler(held.Bars).Diff(symbol, CollectionsMarshal.AsSpan(klines)).HasChanges
            ? since
            : null;
}
