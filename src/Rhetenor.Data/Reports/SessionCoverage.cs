using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>The contents of an archive for one session.</summary>
public sealed record SessionCoverage
{
    /// <summary>Gets the session.</summary>
    public required TradingSession Session { get; init; }

    /// <summary>Gets the symbols in ordinal order.</summary>
    public required IReadOnlyList<SymbolDay> Symbols { get; init; }

    private int[]? _counts;

    /// <summary>Gets the number of stored bars of these symbols.</summary>
    public long Bars => Symbols.Sum(day => (long)day.Bars);

    /// <summary>Gets whether nothing is missing for any symbol and no more bars will follow.</summary>
    public bool IsFinal => Final == Symbols.Count;

    /// <summary>Gets the number of symbols of which nothing is missing and no more bars will follow.</summary>
    public int Final => Symbols.Count - SymbolDayStates.CountNotFinal(Counts);

    private int[] Counts
    {
        get
        {
            if (_counts is { } known)
                return known;
            var counts = new int[SymbolDayStates.All.Count];
            foreach (var day in Symbols)
                counts[(int)day.State]++;
            return _counts = counts;
        }
    }

    /// <summary>Counts the symbols with a state.</summary>
    public int Count(SymbolDayState state) => Counts[(int)state];

    /// <summary>Returns date, venue, number of final symbols and bars in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Session.Date.ToText()} {Session.Venue.ToCode()}: {Final} of {Symbols.Count} symbols final, {Bars} bars");
}
