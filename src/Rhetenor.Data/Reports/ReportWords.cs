using System.Globalization;

namespace Rhetenor.Data.Reports;

/// <summary>Venues and counts in words.</summary>
internal static class ReportWords
{
    public static string ToWords(this Venue venue) => venue switch
    {
        Venue.Krx => "KRX (J)",
        Venue.Nextrade => "Nextrade (NX)",
        _ => "KRX and Nextrade (UN)",
    };

    /// <summary>A count with its noun: <c>1 session</c>, <c>22 sessions</c>.</summary>
    public static string Of(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
