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
/// <param name="Verdict">The verdict on a store with this finding alone.</param>
/// <param name="Key">The object, or the key prefix of a day when several objects are concerned.</param>
/// <param name="Message">The description of the finding.</param>
public sealed record StoreFinding(StoreVerdict Verdict, string Key, string Message)
{
    internal string Kind => Verdict switch { StoreVerdict.Sound => "Note", StoreVerdict.Doubtful => "Doubt", _ => "Damage" };

    /// <summary>Returns the finding in one line.</summary>
    public override string ToString() => $"{Kind}: {Key}: {Message}";
}
