namespace Rhetenor.Data.Testing;

/// <summary>What the market of a <see cref="KisTruth"/> is like.</summary>
public sealed record KisTruthOptions
{
    /// <summary>Decides every trade.</summary>
    /// <value>Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>The symbols there are.</summary>
    /// <value>Default the first 20 of <see cref="KisSymbols.Mix"/>.</value>
    public IReadOnlyList<KisSymbol> Listing { get; init; } = KisSymbols.Mix(20);

    /// <summary>Whether a Korean date is a session.</summary>
    /// <value>Default: unless <see cref="KrxCalendar"/> knows it as closed.</value>
    public Func<DateOnly, bool> IsSession { get; init; } = static date => KrxCalendar.GetDay(date) != MarketDay.Closed;

    /// <summary>The hours of KRX or Nextrade on a session.</summary>
    /// <value>Default <see cref="KisHours.On"/>.</value>
    public Func<Venue, DateOnly, IReadOnlyList<KisPeriod>> Hours { get; init; } = KisHours.On;

    /// <summary>How a symbol trades on a day, by code; null for its own kind. For halts and quiet days of otherwise active symbols.</summary>
    /// <value>Default: always its own kind.</value>
    public Func<string, DateOnly, KisSymbolKind?> KindOn { get; init; } = static (_, _) => null;

    /// <summary>Whether the volume of the closing auction's bar grows after the match, in three steps 15 minutes, half an
    /// hour and two hours later, to 1.05 to 2 times.</summary>
    /// <value>Default true.</value>
    public bool ClosingVolumeGrows { get; init; } = true;

    /// <summary>Of 1,000 days of a symbol at a venue, those with a bar that is revised within two days of its minute.</summary>
    /// <value>Default 0.</value>
    public int RevisedPermille { get; init; }

    /// <summary>Revisions of chosen bars.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<KisRevision> Revisions { get; init; } = [];

    /// <summary>Of 1,000 minutes, those with a trade half a tick off, as orders at the mid-price make them.</summary>
    /// <value>Default 20.</value>
    public int MidPricePermille { get; init; } = 20;

    /// <summary>Days of a symbol that are kept in memory, about 16 KB each; older ones are made again when asked for.</summary>
    /// <value>Default 1,024.</value>
    public int KeptDays { get; init; } = 1_024;
}
