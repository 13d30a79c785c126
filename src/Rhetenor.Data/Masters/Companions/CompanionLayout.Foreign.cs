namespace Rhetenor.Data;

/// <content>Files of other kinds and of markets abroad, by KIS's header files. None was compared with a real file.</content>
public sealed partial record CompanionLayout
{
    private static readonly string[] OverseasColumns =
    [
        "nation_code", "exchange_id", "exchange_code", "exchange_name", "symbol", "real_time_symbol", "korean_name", "english_name", "security_type", "currency",
        "decimals", "stock_type", "base_price", "bid_lot_size", "ask_lot_size", "open_time", "close_time", "is_dr", "dr_country", "sector_code", "has_constituents",
        "tick_type", "etp_type", "tick_type_detail",
    ];

    private static readonly string[] OverseasExchanges = ["nas", "nys", "ams", "shs", "shi", "szs", "szi", "tse", "hks", "hnx", "hsx"];

    /// <summary>Gets the futures and options of commodities (상품선물옵션).</summary>
    public static CompanionLayout CommodityDerivatives { get; } = new("fo_com_code",
    [
        ("division", 1), ("type", 1), ("short_code", 9), ("standard_code", 12), ("korean_name", 40), ("moneyness", 1), ("strike_price", 8), ("month_order", 1),
        ("underlying_code", 3), ("underlying_name", 40),
    ]);

    /// <summary>Gets the indexes, exchange rates and stocks abroad (해외주식지수).</summary>
    public static CompanionLayout ForeignIndexes { get; } = new("frgn_code",
    [
        ("division", 1), ("symbol", 10), ("english_name", 39), ("korean_name", 40), ("sector_code", 4), ("dow_30", 1), ("nasdaq_100", 1), ("sp_500", 1),
        ("exchange_code", 4), ("nation_code", 3),
    ]);

    /// <summary>Gets the futures abroad (해외선물).</summary>
    public static CompanionLayout OverseasFutures { get; } = new("ffcode",
    [
        ("symbol", 32), .. AutomaticOrders, ("filler", 47), .. Contract, ("is_most_active_month", 1), ("is_nearest_month", 1), ("is_spread", 1),
        ("is_first_leg", 1), ("sub_exchange_code", 2),
    ]);

    /// <summary>Gets the options abroad (해외옵션).</summary>
    public static CompanionLayout OverseasOptions { get; } = new("focode",
    [
        ("symbol", 32), .. AutomaticOrders, ("sub_exchange_code", 2), ("filler", 45), .. Contract, ("right", 1), ("strike_price", 20), ("underlying_product", 10),
        ("underlying_symbol", 32), ("is_at_the_money", 1),
    ]);

    private static (string, int)[] AutomaticOrders => [("automatic_order", 1), ("automatic_order_twap", 1), ("automatic_order_indicator", 1)];

    private static (string, int)[] Contract =>
    [
        ("korean_name", 50), ("exchange_code", 10), ("product_code", 10), ("product_class", 3), ("display_decimals", 5), ("calculation_decimals", 5),
        ("tick_size", 14), ("tick_value", 14), ("contract_size", 10), ("price_notation", 4), ("multiplier", 10),
    ];

    /// <summary>Returns the layout of an exchange's stocks abroad (해외종목), such as <c>nas</c> for NASDAQ.</summary>
    /// <param name="exchange">The exchange: nas, nys, ams, shs, shi, szs, szi, tse, hks, hnx, hsx.</param>
    /// <exception cref="ArgumentException">There is no such exchange.</exception>
    public static CompanionLayout Overseas(string exchange) => OverseasExchanges.Contains(exchange, StringComparer.Ordinal)
        ? new($"{exchange}mst", [.. OverseasColumns.Select(field => (field, 0))]) { Separator = '\t', FileName = $"{exchange}mst.cod.zip" }
        : throw new ArgumentException($"'{exchange}' is not an exchange; possible are {string.Join(", ", OverseasExchanges)}.", nameof(exchange));
}
