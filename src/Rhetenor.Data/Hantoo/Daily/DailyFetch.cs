using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>The sessions of one symbol, and what shows that they are all.</summary>
/// <param name="Question">The request.</param>
/// <param name="Bars">The sessions of the range, by date.</param>
/// <param name="State">Complete, not listed, or doubtful.</param>
/// <param name="Witnesses">What shows it.</param>
/// <param name="Doubt">The reason of a doubt; null when there is none.</param>
/// <param name="Calls">The number of calls.</param>
internal sealed record DailyFetch(
    DailyQuestion Question, IReadOnlyList<KeyValuePair<DateOnly, DailyBar>> Bars, SymbolDayState State, KlineWitnesses Witnesses, string? Doubt, int Calls)
{
    /// <summary>Gets the reason to doubt that there is no session after the last one; null when there is none.</summary>
    public string? EndDoubt { get; init; }

    /// <summary>Returns the sessions up to the last one, and apart from them the range after it where that is in doubt.</summary>
    public IEnumerable<DailyFetch> Parts()
    {
        if (EndDoubt is null || State != SymbolDayState.Complete)
            return [this];
        if (Bars.Count == 0)
            return [this with { State = SymbolDayState.Doubtful, Doubt = EndDoubt }];
        var last = Bars[^1].Key;
        var end = new DailyFetch(Question with { From = last.AddDays(1), StoredBefore = last, StoredBar = DailyMark.Of(Bars[^1].Value) }, [], SymbolDayState.Doubtful, KlineWitnesses.None, EndDoubt, 0);
        return [this with { Question = Question with { To = last } }, end];
    }
}
