using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>The result of a catch-up for one session, or of daily bars (일봉) up to one. It only claims what the store contains.</summary>
public sealed record CatchUpReport
{
    /// <summary>Gets the session; of daily bars the last one that was requested.</summary>
    public required TradingSession Session { get; init; }

    /// <summary>Gets the result for every requested symbol, in the given order.</summary>
    public required IReadOnlyList<SymbolOutcome> Symbols { get; init; }

    /// <summary>Gets the keys of the objects of bars written, in order. Coverage objects are not included: at most one small object for
    /// each of these, and one for each batch of symbols without new bars.</summary>
    public required IReadOnlyList<string> Objects { get; init; }

    /// <summary>Gets the objects in the store that could not be read or are not believed. All others were read.</summary>
    public required IReadOnlyList<StoreProblem> Problems { get; init; }

    /// <summary>Gets the time at which the run was started, Korean time.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Gets the time at which the run was finished, Korean time.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>Gets the reports of the earlier sessions that were not final before the run, oldest first. Only a run without a date looks
    /// for them.</summary>
    public IReadOnlyList<CatchUpReport> Earlier { get; init; } = [];

    /// <summary>Gets the dates of the earlier sessions that are still not final, oldest first. Live logging and runs without a date work
    /// them off: see <see cref="KlineLoggerOptions.UnfinishedSessions"/>. A run of a given date does not look for them.</summary>
    public IReadOnlyList<DateOnly> Unfinished { get; init; } = [];

    /// <summary>Gets whether every symbol has all bars that were available when the run ended, in this session and in
    /// <see cref="Earlier"/>. More bars follow while the session is not over or has not settled: see <see cref="IsFinal"/>.</summary>
    public bool IsComplete => Symbols.All(outcome => outcome.IsComplete) && Earlier.All(report => report.IsComplete);

    /// <summary>Gets whether nothing is missing for any symbol and no more bars will follow, in this session and in
    /// <see cref="Earlier"/>.</summary>
    public bool IsFinal => Symbols.All(outcome => outcome.IsFinal) && Earlier.All(report => report.IsFinal);

    /// <summary>Gets the number of calls, without retries.</summary>
    public int Calls => Symbols.Sum(outcome => outcome.Calls) + OtherCalls;

    /// <summary>Gets the number of bars that the store did not have.</summary>
    public int NewBars => Symbols.Sum(outcome => outcome.NewBars);

    /// <summary>Gets the number of bars that the store had with other values. Both versions are kept, and the later one
    /// counts.</summary>
    public int RevisedBars => Symbols.Sum(outcome => outcome.RevisedBars);

    /// <summary>Gets the number of fetched bars that were already stored with the same values.</summary>
    public int UnchangedBars => Symbols.Sum(outcome => outcome.UnchangedBars);

    /// <summary>Gets the number of symbols whose bars were stored without coverage, proved themselves, and were not fetched again: see
    /// <see cref="SymbolOutcome.IsFromStore"/>.</summary>
    public int FromStore => Symbols.Count(outcome => outcome.IsFromStore);

    /// <summary>Gets the number of bars that this run wrote and that another writer stored too, because both wrote at the same
    /// moment. Both copies are kept, and readers use one of them.</summary>
    public int RepeatedBars { get; init; }

    /// <summary>Gets the number of times that the run paused because the source did not answer.</summary>
    public int Pauses { get; init; }

    /// <summary>Gets the number of calls for a symbol that is not among <see cref="Symbols"/>: the reference symbol of daily bars.</summary>
    internal int OtherCalls { get; init; }

    /// <summary>Counts the symbols with a state.</summary>
    public int Count(SymbolDayState state) => Symbols.Count(outcome => outcome.State == state);

    /// <summary>Throws unless every symbol is complete.</summary>
    /// <exception cref="CatchUpIncompleteException">Some symbols are not complete. The message contains the first symbol and its
    /// reason.</exception>
    public void EnsureComplete()
    {
        if (!IsComplete)
            throw new CatchUpIncompleteException(this);
    }

    /// <summary>Returns session, symbols by state, bars, calls and objects in one line; <c>ToText()</c> adds the reasons.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Session.Date.ToText()} {Session.Venue.ToCode()}: {SymbolDayStates.Sentence(Count)}{(FromStore == 0 ? "" : $" ({FromStore} proven from the store)")}; {NewBars} new bars, {RevisedBars} revised, {UnchangedBars} unchanged{(RepeatedBars == 0 ? "" : $", {RepeatedBars} stored twice by writers at the same moment")}; {Texts.Count(Calls, "call")}, {Texts.Count(Objects.Count, "object")}{(Pauses == 0 ? "" : $"; {Texts.Count(Pauses, "pause")} without an answer")}{(Unfinished.Count == 0 ? "" : $"; unfinished: {string.Join(", ", Unfinished.Select(date => date.ToText()))}")}");
}
