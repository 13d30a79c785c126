namespace Rhetenor.Data;

/// <summary>The layout of a file that DWS serves beside the masters, as data: columns of fixed widths, or separated by a character.</summary>
/// <param name="Name">The name of the file without extension, such as <c>idxcode</c>.</param>
/// <param name="Fields">The names of the columns, in English snake_case, each with its width in bytes; widths of separated columns are
/// 0.</param>
public sealed partial record CompanionLayout(string Name, IReadOnlyList<CompanionField> Fields)
{
    /// <summary>Gets the names of the columns, each with its width in bytes.</summary>
    /// <exception cref="ArgumentException">There is no column, a name is duplicated, or a width is negative.</exception>
    public IReadOnlyList<CompanionField> Fields { get; init => field = Checked(value); } = Checked(Fields);

    /// <summary>Gets the character between columns, which is ASCII; null for columns of fixed widths.</summary>
    /// <exception cref="ArgumentException">The character is not ASCII.</exception>
    public char? Separator
    {
        get;
        init => field = value is null or < '\x80' ? value : throw new ArgumentException($"'{value}' cannot separate columns of cp949; ASCII characters can.", nameof(value));
    }

    /// <summary>Gets the name of the file at DWS.</summary>
    /// <value>Default <c>{Name}.mst.zip</c>.</value>
    public string FileName { get => field ?? $"{Name}.mst.zip"; init; }

    /// <summary>Gets whether the layout was compared with a real file. Others are as KIS documents them.</summary>
    public bool IsObserved { get; init; }

    /// <summary>Gets the codes and names of indexes and sectors (업종), such as those in <c>sector_large</c>.</summary>
    public static CompanionLayout Indexes { get; } = new("idxcode", [new("division", 1), new("code", 4), new("korean_name", 40)]) { IsObserved = true };

    /// <summary>Gets the themes (테마) and their members: a row for each theme and short code.</summary>
    public static CompanionLayout Themes { get; } = new("theme_code", [new("theme", 3), new("korean_name", 40), new("short_code", 6), new("filler", 3)]) { IsObserved = true };

    /// <summary>Gets the futures and options of indexes (지수선물옵션). The order of months is relative to the day of the file.</summary>
    public static CompanionLayout IndexDerivatives { get; } = new("fo_idx_code_mts", Derivatives) { Separator = '|', IsObserved = true };

    /// <summary>Gets the futures and options of single stocks (주식선물옵션).</summary>
    public static CompanionLayout StockDerivatives { get; } = new("fo_stk_code_mts", Derivatives) { Separator = '|' };

    /// <summary>Gets the equity-linked warrants (ELW).</summary>
    public static CompanionLayout Warrants { get; } = new("elw_code",
    [
        new("short_code", 9), new("standard_code", 12), new("korean_name", 40), new("option_kind", 1), new("knock_out_price", 13), new("basket", 1),
        new("underlying_1", 9), new("underlying_2", 9), new("underlying_3", 9), new("underlying_4", 9), new("underlying_5", 9), new("issuer_name", 40), new("issuer_code", 5),
        new("strike_price", 9), new("last_trading_date", 8), new("remaining_days", 4), new("right", 1), new("payment_date", 8), new("market_cap", 9), new("listed_shares", 15),
        .. Enumerable.Range(1, 10).Select(i => new CompanionField($"participant_{i}", 5)),
    ]);

    /// <summary>Gets the bonds (채권).</summary>
    public static CompanionLayout Bonds { get; } = new("bond_code",
    [
        new("type", 2), new("bond_class", 2), new("standard_code", 12), new("korean_name", 40), new("interest_class", 2), new("listing_date", 8), new("issue_date", 8),
        new("redemption_date", 8), new("sale_date", 8), new("coupon_rate", 8), new("redemption_rate", 8),
    ]);

    /// <summary>Gets the member firms (회원사). The file is served without a ZIP.</summary>
    public static CompanionLayout MemberFirms { get; } = new("memcode", [new("code", 5), new("korean_name", 20), new("is_foreign", 1)]) { FileName = "memcode.mst" };

    /// <summary>Gets the instruments of KOSPI that trade on Nextrade, with the fields of the master.
    /// <see cref="MasterFile.Open(string, HantooMstSpec)"/> reads the same file typed.</summary>
    public static CompanionLayout NextradeKospi { get; } = OfMaster("nxt_kospi_code", HantooMstSpec.Kospi);

    /// <summary>Gets the instruments of KOSDAQ that trade on Nextrade, with the fields of the master.</summary>
    public static CompanionLayout NextradeKosdaq { get; } = OfMaster("nxt_kosdaq_code", HantooMstSpec.Kosdaq);

    /// <summary>Gets all known layouts: first those that were compared with real files.</summary>
    public static IReadOnlyList<CompanionLayout> All =>
    [
        Indexes, Themes, NextradeKospi, NextradeKosdaq, IndexDerivatives, StockDerivatives, CommodityDerivatives, Warrants, Bonds, MemberFirms,
        ForeignIndexes, OverseasFutures, OverseasOptions, .. OverseasExchanges.Select(Overseas),
    ];

    private static CompanionField[] Derivatives =>
    [
        new("type", 0), new("short_code", 0), new("standard_code", 0), new("korean_name", 0), new("moneyness", 0), new("strike_price", 0), new("month_order", 0),
        new("underlying_code", 0), new("underlying_name", 0),
    ];

    private static CompanionLayout OfMaster(string name, HantooMstSpec spec) => new(name, [.. spec.Fields.Select(field => new CompanionField(field.Name, field.Width))]) { IsObserved = true };

    private static IReadOnlyList<CompanionField> Checked(IReadOnlyList<CompanionField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (fields.Count == 0)
            throw new ArgumentException("A layout has at least one column.", nameof(fields));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, width) in fields)
        {
            if (!names.Add(name))
                throw new ArgumentException($"The column '{name}' is duplicated.", nameof(fields));
            if (width < 0)
                throw new ArgumentException($"The column '{name}' is {width} bytes wide; 0 or more are possible.", nameof(fields));
        }

        return fields;
    }

    /// <summary>Returns name and columns in one line.</summary>
    public override string ToString() => $"{Name}: {Fields.Count} columns{(IsObserved ? "" : ", as documented and never seen")}";
}
