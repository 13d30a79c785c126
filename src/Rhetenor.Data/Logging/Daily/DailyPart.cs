using Rhetenor.Data.Format;
using Rhetenor.Data.Hantoo;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Logging;

/// <summary>A part of the range of a fetch that is proven, or that is in doubt.</summary>
/// <param name="State">Complete, not listed, or doubtful.</param>
/// <param name="From">The first Korean date.</param>
/// <param name="Through">The last Korean date.</param>
/// <param name="Bars">The sessions of the part, by date, withheld ones included.</param>
internal sealed record DailyPart(SymbolDayState State, DateOnly From, DateOnly Through, IReadOnlyList<KeyValuePair<DateOnly, DailyBar>> Bars)
{
    /// <summary>Gets the last session up to the end of the part, and its bar as <see cref="DailyMark"/> writes it; null when there is none.</summary>
    public (DateOnly? Date, string? Bar) Last { get; init; }

    /// <summary>Gets what shows that the sessions are all.</summary>
    public KlineWitnesses Witnesses { get; init; }

    /// <summary>Gets the reason of the doubt, or of the one that was settled; null when there was none.</summary>
    public string? Reason { get; init; }

    /// <summary>Returns the entry of coverage.</summary>
    /// <param name="withheld">The sessions that are not stored.</param>
    public DailyEntry ToEntry(IReadOnlySet<DateOnly> withheld)
    {
        var stored = Bars.Where(bar => !withheld.Contains(bar.Key)).ToList();
        return new(State, From, Through, stored.Count)
        {
            First = stored.Count > 0 ? stored[0].Key : null,
            Last = Last.Date,
            LastBar = Last.Bar,
            Rows = State == SymbolDayState.Doubtful ? DailyMark.Of(Bars) : null,
            Witness = Witnesses.ToWords(),
            Reason = Reason,
        };
    }
}
