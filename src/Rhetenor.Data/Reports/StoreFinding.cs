namespace Rhetenor.Data;

/// <summary>The result of verifying a store, and what a single finding means for it.</summary>
public enum StoreVerdict
{
    /// <summary>Everything can be read, has a valid checksum and is consistent. A finding of this kind is a note.</summary>
    Sound,

    /// <summary>Everything can be read, but something is inconsistent or has no checksum.</summary>
    Doubtful,

    /// <summary>An object cannot be read, contradicts its own name, or is missing.</summary>
    Damaged,
}

/// <summary>A finding about a store.</summary>
public sealed record StoreFinding
{
    /// <summary>Gets the verdict on a store with this finding alone.</summary>
    public required StoreVerdict Verdict { get; init; }

    /// <summary>Gets the object, or the key prefix of a day when several objects are concerned.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the description of the finding.</summary>
    public required string Message { get; init; }

    internal string Kind => Verdict switch { StoreVerdict.Sound => "Note", StoreVerdict.Doubtful => "Doubt", _ => "Damage" };

    /// <summary>Returns the finding in one line.</summary>
    public override string ToString() => $"{Kind}: {Key}: {Message}";
}
