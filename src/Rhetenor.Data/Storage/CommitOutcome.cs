namespace Rhetenor.Data.Storage;

/// <summary>How a write ended, with every doubt resolved.</summary>
internal enum CommitOutcome
{
    /// <summary>The key holds exactly these bytes, by this write or an equal one.</summary>
    Committed,

    /// <summary>The key holds other bytes.</summary>
    Conflict,
}
