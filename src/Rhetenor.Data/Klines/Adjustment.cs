namespace Rhetenor.Data;

/// <summary>The adjustment (수정주가) of bars.</summary>
public enum Adjustment
{
    /// <summary>Prices and volumes as they were traded, also of days that KIS had adjusted when they were fetched.</summary>
    None,

    /// <summary>Prices before a split, a consolidation, a bonus or rights issue or a reduction of capital are comparable with those after
    /// it. Cash dividends are not accounted for.</summary>
    Capital,

    /// <summary>As <see cref="Capital"/>, and prices before a cash dividend are multiplied by what remains of the close without it: the
    /// return with all dividends invested again on the ex-date.</summary>
    TotalReturn,
}
