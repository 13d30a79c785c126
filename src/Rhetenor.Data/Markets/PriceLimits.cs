namespace Rhetenor.Data.Markets;

/// <summary>The kinds of daily price limits.</summary>
internal enum PriceLimitKind
{
    /// <summary>±30 % of the base price.</summary>
    Usual,

    /// <summary>±60 %: funds and notes that double their index.</summary>
    Leveraged,

    /// <summary>±15 %.</summary>
    Konex,

    /// <summary>No limit.</summary>
    None,
}

/// <summary>The daily price limits (상하한가) of the exchange, by date. Pure.</summary>
internal static class PriceLimits
{
    // Before these days, a new share opened between 90 and 200 % of its offering price and could move ±30 % from there, and all shares
    // had half of today's limits.
    private static readonly DateOnly WideFirstDays = new(2023, 6, 26), Wide = new(2015, 6, 15);

    /// <summary>Returns the kind of limit of an instrument.</summary>
    /// <remarks>Warrants, rights and shares in liquidation trading have no limits; KONEX has half of the other markets' limit. A fund that
    /// promises twice its index has twice the limit, which is only visible in its name.</remarks>
    public static PriceLimitKind KindOf(Market market, string group, string name, bool isLiquidation) => group switch
    {
        _ when isLiquidation => PriceLimitKind.None,
        "SW" or "SR" => PriceLimitKind.None,
        "EF" or "EN" when IsLeveraged(name) => PriceLimitKind.Leveraged,
        _ when market == Market.Konex => PriceLimitKind.Konex,
        _ => PriceLimitKind.Usual,
    };

    /// <summary>Determines whether a day is a first day with wider limits: that of shares of companies, domestic and foreign, of depositary
    /// receipts and of listed trusts. Funds, notes and warrants begin with the limits of any day.</summary>
    /// <remarks>A company that moves between markets gets another listing date, and has a previous close.</remarks>
    /// <param name="group">The security group of the master.</param>
    /// <param name="listed">The listing date; null when unknown.</param>
    /// <param name="date">The day; null when unknown.</param>
    /// <param name="marketCap">The market capitalisation of the master, of the previous close: 0 or null on a first day.</param>
    public static bool IsFirstDay(string group, DateOnly? listed, DateOnly? date, long? marketCap) =>
        date is not null && listed == date && marketCap is null or 0 && group is ("ST" or "FS" or "DR" or "RT" or "SC" or "IF" or "MF");

    /// <summary>Returns the limits of a first day as parts of the base price.</summary>
    public static (decimal Low, decimal High) FirstDay(DateOnly date) => date >= WideFirstDays ? (0.6m, 4.0m) : (0.63m, 2.6m);

    /// <summary>Returns the limit in percent of the base price.</summary>
    public static int Percent(PriceLimitKind kind, DateOnly? date) =>
        kind switch { PriceLimitKind.Leveraged => 60, PriceLimitKind.Konex => 15, _ => 30 } / (date < Wide && kind != PriceLimitKind.Konex ? 2 : 1);

    /// <summary>Returns the highest and the lowest valid price of a day, in won; null when there are no limits.</summary>
    /// <param name="kind">The kind of limit.</param>
    /// <param name="basePrice">The base price (기준가), in won.</param>
    /// <param name="market">The market.</param>
    /// <param name="group">The security group of the master.</param>
    /// <param name="isFirstDay">Whether <see cref="IsFirstDay"/> holds.</param>
    /// <param name="date">The Korean date; null for today's rules.</param>
    public static (long Upper, long Lower)? Of(PriceLimitKind kind, long basePrice, Market market, string group, bool isFirstDay, DateOnly? date)
    {
        if (kind == PriceLimitKind.None || basePrice <= 0)
            return null;
        if (isFirstDay)
        {
            var (low, high) = FirstDay(date ?? WideFirstDays);
            return (Floor(basePrice * high), Ceiling(basePrice * low));
        }

        // The exchange cuts the width to a tick of the base price, and the limits to ticks of their own.
        var tick = TickSize.Of(basePrice, market, group, date);
        var spread = Math.Max(tick, Math.Floor(basePrice * Percent(kind, date) / 100m / tick) * tick);
        return (Floor(basePrice + spread), Math.Max(1, Ceiling(basePrice - spread)));

        long Floor(decimal price) => TickSize.Floor(price, market, group, date);

        long Ceiling(decimal price) => TickSize.Ceiling(price, market, group, date);
    }

    private static bool IsLeveraged(string name) =>
        name.Contains("레버리지", StringComparison.Ordinal) || name.Contains("2X", StringComparison.OrdinalIgnoreCase);
}
