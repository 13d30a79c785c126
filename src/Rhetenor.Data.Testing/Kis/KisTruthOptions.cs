namespace Rhetenor.Data.Testing;

/// <summary>Options for a <see cref="KisTruth"/>.</summary>
public sealed record KisTruthOptions
{
    /// <summary>The seed, which determines every trade.</summary>
    /// <value>Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>The symbols of the market.</summary>
    /// <value>Default: the first 20 of <see cref="KisSymbols.Mix"/>.</value>
    public IReadOnlyList<KisSymbol> Listing { get; init; } = KisSymbols.Mix(20);

    /// <summary>Whether a Korean date is a session.</summary>
    /// <value>Default: every date that <see cref="KrxCalendar"/> does not report as closed.</value>
    public Func<DateOnly, bool> IsSession { get; init; } = static date => KrxCalendar.GetDay(date) != MarketDay.Closed;

    /// <summary>The hours of KRX or Nextrade in a session.</summary>
    /// <value>Default <see cref="KisHours.On"/>.</value>
    public Func<Venue, DateOnly, IReadOnlyList<KisPeriod>> Hours { get; init; } = KisHours.On;

    /// <summary>The trading activity of a symbol, by code, on a day; null for its own kind. Use it for halts and quiet days of
    /// otherwise active symbols.</summary>
    /// <value>Default: always its own kind.</value>
    public Func<string, DateOnly, KisSymbolKind?> KindOn { get; init; } = static (_, _) => null;

    /// <summary>Whether the volume of the closing auction's bar grows after the match, to 1.05 to 2 times, in three steps: 15
    /// minutes, half an hour and two hours later.</summary>
    /// <value>Default true.</value>
    public bool ClosingVolumeGrows { get; init; } = true;

    /// <summary>The number of symbol days at a venue, out of 1,000, with a bar that is revised within two days of its
    /// minute.</summary>
    /// <value>Default 0.</value>
    public int RevisedPermille { get; init; }

    /// <summary>The revisions of specific bars.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<KisRevision> Revisions { get; init; } = [];

    /// <summary>The splits and other events after which prices are not comparable. <see cref="KisSymbol.Level"/> is the level after
    /// them.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<CapitalEvent> Events { get; init; } = [];

    /// <summary>The new names and markets of symbols.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<ListingEvent> ListingEvents { get; init; } = [];

    /// <summary>The number of minutes, out of 1,000, with a trade half a tick off, as orders at the mid-price produce
    /// them.</summary>
    /// <value>Default 20.</value>
    public int MidPricePermille { get; init; } = 20;

    /// <summary>The number of symbol days kept in memory, about 16 KB each. Older ones are generated again when
    /// requested.</summary>
    /// <value>Default 1,024.</value>
    public int KeptDays { get; init; } = 1_024;
}
