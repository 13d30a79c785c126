namespace Rhetenor.Data;

/// <summary>The severity of a finding.</summary>
public enum StoreFindingLevel
{
    /// <summary>For information. Nothing is wrong.</summary>
    Note,

    /// <summary>Something is inconsistent, or cannot be verified.</summary>
    Doubt,

    /// <summary>A stored object cannot be read, contradicts its own name, or is missing.</summary>
    Damage,
}

/// <summary>The overall verification result.</summary>
public enum StoreVerdict
{
    /// <summary>Everything can be read, has a valid checksum and is consistent.</summary>
    Sound,

    /// <summary>Everything can be read, but something is inconsistent or has no checksum.</summary>
    Doubtful,

    /// <summary>An object cannot be read, contradicts its own name, or is missing.</summary>
    Damaged,
}

/// <summary>A finding about a store.</summary>
/// <param name="Level">The severity.</param>
/// <param name="Key">The object, or the key prefix of a day when several objects are concerned.</param>
/// <param name="Message">The description of the finding.</param>
public sealed record StoreFinding(StoreFindingLevel Level, string Key, string Message)
{
    /// <summary>Returns the finding in one line.</summary>
    public override string ToString() => $"{Level}: {Key}: {Message}";
}
