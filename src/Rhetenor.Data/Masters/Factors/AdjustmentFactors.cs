using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Rhetenor.Data.Core;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>The adjustment factors (수정주가 계수) of all instruments, with the days on which they became known. Every factor has its
/// evidence.</summary>
/// <remarks>Factors account for splits, consolidations, bonus and rights issues and reductions of capital, and for cash dividends when they are
/// computed with <see cref="CorporateActions"/>. They know the sessions whose masters were searched: events of other sessions are not excluded, and
/// <see cref="KlineAdjustment.Doubts"/> name these sessions. Immutable and safe for concurrent readers.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
[SuppressMessage("Naming", "CA1710", Justification = "Factors is the usual name.")]
public sealed class AdjustmentFactors : IReadOnlyList<AdjustmentFactor>
{
    private readonly AdjustmentFactor[] _all;
    private readonly ILookup<string, AdjustmentFactor> _bySymbol;
    private readonly ILookup<string, AdjustmentFactor> _unproven;
    private readonly AdjustmentFactor[] _paid;
    private readonly ILookup<string, AdjustmentFactor> _dividends;

    /// <param name="events">The events. Those without a factor are unproven resets.</param>
    /// <param name="coverage">The sessions whose masters were searched for events.</param>
    /// <param name="dividends">The cash dividends. Those without a factor are unproven.</param>
    internal AdjustmentFactors(IEnumerable<AdjustmentFactor> events, MasterCoverage coverage, IEnumerable<AdjustmentFactor>? dividends = null)
    {
        _paid = [.. (dividends ?? []).OrderBy(one => one.ExDate).ThenBy(one => one.Change.ShortCode, StringComparer.Ordinal).ThenBy(one => one.Known)];
        Dividends = [.. _paid.Where(one => one.Change.Reset!.Factor is not null)];
        UnprovenDividends = [.. _paid.Where(one => one is { Rescinded: null, Change.Reset.Factor: null }).Select(one => one.Change)];
        _dividends = BySymbol(_paid);
        var sorted = events.OrderBy(one => one.ExDate).ThenBy(one => one.Change.ShortCode, StringComparer.Ordinal).ThenBy(one => one.Known).ToLookup(one => one.Change.Reset!.Factor is not null);
        (_all, Coverage) = ([.. sorted[true]], coverage);
        _bySymbol = BySymbol(_all);
        UnprovenEvents = [.. sorted[false].Where(one => one.Rescinded is null)];
        _unproven = BySymbol(UnprovenEvents);
        Unproven = [.. UnprovenEvents.Select(one => one.Change)];
    }

    /// <summary>Gets the number of events, including rescinded ones.</summary>
    public int Count => _all.Length;

    /// <summary>Gets the resets of base prices (기준가) for which nothing proves a factor: bases set by an auction, unexplained ones, and
    /// those that a code announces while the master bounds the previous close too widely to show them.</summary>
    public IReadOnlyList<MasterChange> Unproven { get; }

    /// <summary>Gets the cash dividends (현금배당) with the factor of each, for total return, including rescinded ones, in order of ex-date. The
    /// evidence has the amount, the ex-date, the close before it and the objects from which these are.</summary>
    public IReadOnlyList<AdjustmentFactor> Dividends { get; }

    /// <summary>Gets the cash dividends without a factor, with the reason as the first line of the evidence.</summary>
    public IReadOnlyList<MasterChange> UnprovenDividends { get; }

    /// <summary>Gets all events of the symbols with daily bars, in order of time, with their witnesses: which agree, which are alone, which
    /// contradict each other. Empty when the factors are of masters alone.</summary>
    public IReadOnlyList<ComparedEvent> Compared { get; internal init; } = [];

    /// <summary>Gets the lists in which dividends were searched; null when they were not.</summary>
    internal CorporateActions? Lists { get; init; }

    internal IReadOnlyList<AdjustmentFactor> UnprovenEvents { get; }

    /// <summary>Gets the ranges of dates, the first one excluded, of which the base prices of daily bars show all resets, by short code.</summary>
    internal IReadOnlyDictionary<string, List<(DateOnly After, DateOnly To)>> Searched { get; init; } = new Dictionary<string, List<(DateOnly After, DateOnly To)>>();

    internal MasterCoverage Coverage { get; }

    /// <summary>Gets the codes of the instruments whose masters were searched.</summary>
    internal KnownCodes Codes { get; init; } = new();

    /// <summary>Gets an event by index, in order of its ex-date.</summary>
    public AdjustmentFactor this[int index] => _all[index];

    /// <summary>Computes the factors that the masters of a history prove. Each is known from the day of its master.</summary>
    /// <param name="history">The history.</param>
    /// <param name="bars">Minutes of KRX as stored, as a second witness of the close before an event; null for none. Only bars that were
    /// fetched before the event count, and only of a day that has the bar of the closing price or was fetched on a later one. A close within
    /// the bounds of the master gives a finer factor. When it is outside them, the witnesses disagree, and the reset is in
    /// <see cref="Unproven"/>.</param>
    public static AdjustmentFactors Of(MasterHistory history, KlineHistory? bars = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        var events = history.Changes().Where(change => change.Reset is not null)
            .Select(change => (Change: change, Halted: history.HaltedSince(change)))
            .Select(one => new AdjustmentFactor(one.Change, one.Change.Date!.Value) { ShortCodes = history.CodesOf(one.Change.StandardCode), HaltedSince = one.Halted?.Since, IsHaltOlder = one.Halted?.IsOlder == true });
        return new(events.Select(one => bars is null ? one : BarWitness.Compare(one, bars)).OfType<AdjustmentFactor>(), MasterCoverage.Of(history)) { Codes = KnownCodes.Of(history) };
    }

    /// <summary>Compares what masters, daily bars and the lists of the Korea Securities Depository show of each event, and computes the factors
    /// that they prove together, also of days without masters.</summary>
    /// <param name="history">The masters. The range may be shorter than that of the bars.</param>
    /// <param name="days">Daily bars (일봉) of KRX, as <see cref="KlineArchive.LoadDailyAsync"/> returns them. Their base prices are a witness of
    /// every reset.</param>
    /// <param name="actions">The corporate actions.</param>
    /// <remarks>A factor that nothing contradicts is that of the par values where they determine it, and else the base price divided by the
    /// close before. Events whose witnesses contradict each other, and those that one witness shows without a reason, are in
    /// <see cref="Unproven"/>. <see cref="Compared"/> contains all. Factors of symbols without daily bars are those of the masters. An event that only daily bars and lists show is known from its ex-date.</remarks>
    /// <exception cref="ArgumentException">The bars are not daily bars as stored.</exception>
    public static AdjustmentFactors Of(MasterHistory history, KlineHistory days, CorporateActions actions)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(actions);
        if (days.FirstOrDefault(series => series.Daily is null) is { } other)
            throw new ArgumentException($"{other} does not have the base prices of daily bars. Bars as LoadDailyAsync returns them are expected, not minutes, larger or adjusted bars.", nameof(days));
        return new WitnessedFactors(history, days, actions).Run();
    }

    /// <summary>Compares the events of the running session with quotes, which show base prices from the opening on. A reset that no event of the
    /// session shows is added to <see cref="Unproven"/>, and so is an event with another base price.</summary>
    /// <remarks>An equal base price changes nothing, and a base price that is the previous close contradicts nothing. Quotes that were answered before the
    /// opening, on a closed day or without a base price are not used.</remarks>
    /// <param name="quotes">Quotes of KRX, as <see cref="IKlineSource.GetQuotesAsync"/> returns them.</param>
    /// <returns>The factors. Bars that are adjusted by them name the resets among their doubts.</returns>
    public AdjustmentFactors WithQuotes(IEnumerable<KlineQuote> quotes)
    {
        ArgumentNullException.ThrowIfNull(quotes);
        return new(QuotedResets.Compare([.. _all, .. UnprovenEvents], quotes), Coverage, _paid) { Codes = Codes, Lists = Lists, Compared = Compared, Searched = Searched };
    }

    /// <summary>Returns the events of a short code, in order of ex-date, including rescinded ones.</summary>
    public IEnumerable<AdjustmentFactor> Of(string symbol) => _bySymbol[symbol];

    /// <summary>Enumerates the events in order of ex-date.</summary>
    public IEnumerator<AdjustmentFactor> GetEnumerator() => ((IEnumerable<AdjustmentFactor>)_all).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns the number of events and of unproven resets in one line, independent of culture.</summary>
    public override string ToString() => $"{Texts.Count(Count, "factor")}, {Texts.Count(Unproven.Count, "reset")} without one";

    /// <summary>Determines whether the base prices of daily bars show whether a session of a symbol had a reset.</summary>
    internal bool IsSearched(string symbol, DateOnly session) => Searched.TryGetValue(symbol, out var ranges) && ranges.Exists(range => session > range.After && session <= range.To);

    /// <summary>Returns the last day on which bars of a symbol are not of the instrument of an event; null when all are.</summary>
    internal DateOnly? OfAnotherUntil(string symbol, AdjustmentFactor one) => Codes.OfAnotherUntil(symbol, one.Change.StandardCode) is { } last && last < one.FirstExDate ? last : null;

    internal IEnumerable<AdjustmentFactor> DividendsOf(string symbol) => _dividends[symbol];

    internal IEnumerable<AdjustmentFactor> UnprovenOf(string symbol) => _unproven[symbol];

    private static ILookup<string, AdjustmentFactor> BySymbol(IEnumerable<AdjustmentFactor> events) =>
        events.SelectMany(one => one.ShortCodes.Select(symbol => (symbol, one))).ToLookup(pair => pair.symbol, pair => pair.one, StringComparer.Ordinal);
}
