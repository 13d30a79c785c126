namespace Rhetenor.Data.Storage;

/// <summary>The final outcome of a write.</summary>
internal enum CommitOutcome
{
    /// <summary>The key contains exactly these bytes, from this write or an equal one.</summary>
    Committed,

    /// <summary>The key contains other bytes.</summary>
    Conflict,
}
