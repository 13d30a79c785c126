namespace Rhetenor.Data.Hantoo;

/// <summary>The transaction ids (tr_id) of ticks.</summary>
internal static class TickTransactions
{
    public const string Ping = "PINGPONG";

    public static string Of(Venue venue) => venue switch
    {
        Venue.Krx => "H0STCNT0",
        Venue.Nextrade => "H0NXCNT0",
        _ => "H0UNCNT0",
    };

    /// <summary>Returns the venue of a data frame; null for another transaction.</summary>
    public static Venue? VenueOf(ReadOnlySpan<byte> trId) => trId.SequenceEqual("H0STCNT0"u8) ? Venue.Krx
        : trId.SequenceEqual("H0NXCNT0"u8) ? Venue.Nextrade
        : trId.SequenceEqual("H0UNCNT0"u8) ? Venue.Unified
        : null;
}
