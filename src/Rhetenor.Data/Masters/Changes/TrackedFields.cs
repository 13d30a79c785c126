namespace Rhetenor.Data.Masters;

/// <summary>The fields whose changes are events, and what each is an event of.</summary>
internal static class TrackedFields
{
    public const int ShortCode = 0, KoreanName = 1, SecurityGroup = 2, TradingHalted = 3, ParValue = 4, ListedShares = 5, ListingDate = 6;

    // Indexes and sectors whose members the exchange announces.
    private static readonly string[] Memberships =
    [
        "kospi200_sector", "kospi100", "kospi50", "kosdaq150", "krx300", "krx100", "krx", "governance_index", "sri", "krx_auto", "krx_semiconductor", "krx_bio",
        "krx_bank", "krx_energy_chemical", "krx_steel", "krx_media_telecom", "krx_construction", "krx_securities", "krx_shipbuilding", "krx_insurance", "krx_transport",
    ];

    /// <summary>Gets the names in the order of <see cref="InstrumentState.Values"/>, and the kinds of change; null for those that are only
    /// kept.</summary>
    public static IReadOnlyList<(string Name, MasterChangeKind? Kind)> All { get; } =
    [
        ("short_code", MasterChangeKind.CodeChanged),
        ("korean_name", MasterChangeKind.Renamed),
        (HantooMstSpec.SecurityGroup, null),
        ("trading_halted", MasterChangeKind.Halted),
        ("par_value", MasterChangeKind.ParValue),
        ("listed_shares", MasterChangeKind.Shares),
        ("listing_date", null),
        ("administrative_issue", MasterChangeKind.AdministrativeIssue),
        ("market_alert", MasterChangeKind.MarketAlert),
        ("ex_type", MasterChangeKind.ExDate),
        .. Memberships.Select(field => (field, (MasterChangeKind?)MasterChangeKind.Membership)),
    ];

    /// <summary>Determines whether a text is a flag or a code that is not set: no member, no alert, no ex-date.</summary>
    public static bool IsUnset(string text) => text is "" or "N" or "0" or "00";
}
