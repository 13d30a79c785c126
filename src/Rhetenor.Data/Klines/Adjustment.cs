namespace Rhetenor.Data;

/// <summary>The adjustment (수정주가) of bars.</summary>
public enum Adjustment
{
    /// <summary>Prices and volumes as stored. <see cref="AdjustmentShapes.AsTraded"/> gives those that were traded.</summary>
    None,

    /// <summary>Prices before a split, a consolidation, a bonus or rights issue or a reduction of capital are comparable with those after
    /// it. Cash dividends are not accounted for.</summary>
    Capital,
}
