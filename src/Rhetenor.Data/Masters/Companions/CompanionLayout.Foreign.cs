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
        new("division", 1), new("type", 1), new("short_code", 9), new("standard_code", 12), new("korean_name", 40), new("moneyness", 1), new("strike_price", 8), new("month_order", 1),
        new("underlying_code", 3), new("underlying_name", 40),
    ]);

    /// <summary>Gets the indexes, exchange rates and stocks abroad (해외주식지수).</summary>
    public static CompanionLayout ForeignIndexes { get; } = new("frgn_code",
    [
        new("division", 1), new("symbol", 10), new("english_name", 39), new("korean_name", 40), new("sector_code", 4), new("dow_30", 1), new("nasdaq_100", 1), new("sp_500", 1),
        new("exchange_code", 4), new("nation_code", 3),
    ]);

    /// <summary>Gets the futures abroad (해외선물).</summary>
    public static CompanionLayout OverseasFutures { get; } = new("ffcode",
    [
        new("symbol", 32), .. AutomaticOrders, new("filler", 47), .. Contract, new("is_most_active_month", 1), new("is_nearest_month", 1), new("is_spread", 1),
        new("is_first_leg", 1), new("sub_exchange_code", 2),
    ]);

    /// <summary>Gets the options abroad (해외옵션).</summary>
    public static CompanionLayout OverseasOptions { get; } = new("focode",
    [
        new("symbol", 32), .. AutomaticOrders, new("sub_exchange_code", 2), new("filler", 45), .. Contract, new("right", 1), new("strike_price", 20), new("underlying_product", 10),
        new("underlying_symbol", 32), new("is_at_the_money", 1),
    ]);

    private static CompanionField[] AutomaticOrders => [new("automatic_order", 1), new("automatic_order_twap", 1), new("automatic_order_indicator", 1)];

    private static CompanionField[] Contract =>
    [
        new("korean_name", 50), new("exchange_code", 10), new("product_code", 10), new("product_class", 3), new("display_decimals", 5), new("calculation_decimals", 5),
        new("tick_size", 14), new("tick_value", 14), new("contract_size", 10), new("price_notation", 4), new("multiplier", 10),
    ];

    /// <summary>Returns the layout of an exchange's stocks abroad (해외종목), such as <c>nas</c> for NASDAQ.</summary>
    /// <param name="exchange">The exchange: nas, nys, ams, shs, shi, szs, szi, tse, hks, hnx, hsx.</param>
    /// <exception cref="ArgumentException">There is no such exchange.</exception>
    public static CompanionLayout Overseas(string exchange) => OverseasExchanges.Contains(exchange, StringComparer.Ordinal)
        ? new($"{exchange}mst", [.. OverseasColumns.Select(field => new CompanionField(field, 0))]) { Separator = '\t', FileName = $"{exchange}mst.cod.zip" }
        : throw new ArgumentException($"'{exchange}' is not an exchange; possible are {string.Join(", ", OverseasExchanges)}.", nameof(exchange));
}
