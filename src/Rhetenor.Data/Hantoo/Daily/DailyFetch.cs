using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>The sessions of one symbol, and what shows that they are all.</summary>
/// <param name="Question">The request.</param>
/// <param name="Bars">The sessions of the range, by date.</param>
/// <param name="Witnesses">What shows it.</param>
/// <param name="Doubts">The doubts, each about a part of the range.</param>
/// <param name="Calls">The number of calls.</param>
internal sealed record DailyFetch(
    DailyQuestion Question, IReadOnlyList<KeyValuePair<DateOnly, DailyBar>> Bars, KlineWitnesses Witnesses, IReadOnlyList<DailyDoubt> Doubts, int Calls)
{
    /// <summary>Gets the reason of the first doubt; null when there is none.</summary>
    public string? Doubt => Doubts.Count > 0 ? Doubts[0].Reason : null;

    /// <summary>Returns the sessions of a range of dates. The dates are included.</summary>
    public IReadOnlyList<KeyValuePair<DateOnly, DailyBar>> Between(DateOnly from, DateOnly through) => [.. Bars.Where(bar => bar.Key >= from && bar.Key <= through)];
}
