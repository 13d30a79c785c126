namespace Rhetenor.Data.Reports;

/// <summary>Names venues in words.</summary>
internal static class VenueWords
{
    public static string ToWords(this Venue venue) => venue switch
    {
        Venue.Krx => "KRX (J)",
        Venue.Nextrade => "Nextrade (NX)",
        _ => "KRX and Nextrade (UN)",
    };
}
