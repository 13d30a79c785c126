namespace Rhetenor.Data;

/// <summary>How much a finding weighs.</summary>
public enum StoreFindingLevel
{
    /// <summary>Good to know. Nothing is wrong.</summary>
    Note,

    /// <summary>Something does not fit, or cannot be shown to be right.</summary>
    Doubt,

    /// <summary>Something that was stored cannot be read, or contradicts its own name, or is not there.</summary>
    Damage,
}

/// <summary>What a store is worth.</summary>
public enum StoreVerdict
{
    /// <summary>Everything can be read, carries a checksum that is right, and fits together.</summary>
    Sound,

    /// <summary>Everything can be read; something does not fit, or has no checksum.</summary>
    Doubtful,

    /// <summary>Something cannot be read, contradicts its own name, or is not there.</summary>
    Damaged,
}

/// <summary>Something noticed in a store.</summary>
/// <param name="Level">How much it weighs.</param>
/// <param name="Key">The object, or the beginning of the keys of a day when it concerns several.</param>
/// <param name="Message">What was noticed.</param>
public sealed record StoreFinding(StoreFindingLevel Level, string Key, string Message)
{
    /// <summary>One line.</summary>
    public override string ToString() => $"{Level}: {Key}: {Message}";
}
