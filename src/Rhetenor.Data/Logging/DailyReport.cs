using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>The result of a catch-up of daily bars. It only claims what the store contains.</summary>
public sealed record DailyReport
{
    /// <summary>Gets the last session that was requested, Korean date.</summary>
    public required DateOnly Through { get; init; }

    /// <summary>Gets the result for every symbol, in the given order.</summary>
    public required IReadOnlyList<DailyOutcome> Symbols { get; init; }

    /// <summary>Gets the keys of the objects of bars written, in order.</summary>
    public required IReadOnlyList<string> Objects { get; init; }

    /// <summary>Gets the objects in the store that could not be read or are not believed. Their sessions were fetched again.</summary>
    public required IReadOnlyList<StoreProblem> Problems { get; init; }

    /// <summary>Gets the number of calls, without retries.</summary>
    public required int Calls { get; init; }

    /// <summary>Gets the number of bars written.</summary>
    public long NewBars => Symbols.Sum(outcome => (long)outcome.NewBars);

    /// <summary>Gets whether nothing is missing for any symbol.</summary>
    public bool IsComplete => Symbols.All(outcome => outcome.IsComplete);

    /// <summary>Returns symbols by state, bars, calls and objects in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"daily bars through {Through.ToText()}: {SymbolDayStates.Sentence(state => Symbols.Count(outcome => outcome.State == state))}; {Texts.Count(NewBars, "new bar")}, {Texts.Count(Calls, "call")}, {Texts.Count(Objects.Count, "object")}");
}
