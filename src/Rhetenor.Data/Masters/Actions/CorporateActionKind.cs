namespace Rhetenor.Data;

/// <summary>The kind of a corporate action: the list of the Korea Securities Depository that contains it.</summary>
public enum CorporateActionKind
{
    /// <summary>A change of the par value (액면교체): a split or a consolidation.</summary>
    ParValue,

    /// <summary>A bonus issue (무상증자).</summary>
    Bonus,

    /// <summary>A rights issue (유상증자).</summary>
    Rights,

    /// <summary>A dividend (배당), in cash or in shares.</summary>
    Dividend,

    /// <summary>A capital reduction (자본감소).</summary>
    Reduction,

    /// <summary>A merger or a division (합병, 분할).</summary>
    Merger,

    /// <summary>A listing of further shares (추가상장), for whatever reason.</summary>
    Listing,
}
