using System.Globalization;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Logging;

/// <summary>The shares of a symbol's day from two sources.</summary>
/// <param name="Traded">The shares according to the next session's master.</param>
/// <param name="Stored">The shares of the stored bars.</param>
internal readonly record struct DayShares(long Traded, long Stored)
{
    /// <summary>Determines whether masters show the shares of a venue: those of KRX only.</summary>
    public static bool AreKnownOf(Venue venue) => venue == Venue.Krx;

    /// <summary>Gets why the stored bars are not the whole day; null when trades outside the trading hours can explain the rest.</summary>
    public string? Contradiction => DayTotal.IsExplicable(Traded - Stored, Traded) ? null
        : string.Create(CultureInfo.InvariantCulture, $"the next session's master shows {Traded} shares, the bars {Stored}.");
}
