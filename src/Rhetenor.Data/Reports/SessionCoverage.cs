using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>What an archive has of one session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Symbols">The symbols in ordinal order.</param>
public sealed record SessionCoverage(TradingSession Session, IReadOnlyList<SymbolDay> Symbols)
{
    private int[]? _counts;

    /// <summary>Bars stored of these symbols.</summary>
    public long Bars => Symbols.Sum(day => (long)day.Bars);

    /// <summary>Whether nothing is missing of any symbol.</summary>
    public bool IsWhole => Whole == Symbols.Count;

    /// <summary>Symbols of which nothing is missing.</summary>
    public int Whole => Counts.AsSpan(0, (int)SymbolDayState.Open).ToArray().Sum();

    private int[] Counts
    {
        get
        {
            if (_counts is { } known)
                return known;
            var counts = new int[(int)SymbolDayState.Failed + 1];
            foreach (var day in Symbols)
                counts[(int)day.State]++;
            return _counts = counts;
        }
    }

    /// <summary>Symbols of one state.</summary>
    public int Count(SymbolDayState state) => Counts[(int)state];

    /// <summary>One line: date, venue, how many symbols have everything, bars.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Session.Date.ToText()} {Session.Venue.ToCode()}: {Whole} of {Symbols.Count} symbols whole, {Bars} bars");
}
