namespace Rhetenor.Data;

/// <summary>What became of a conditional write.</summary>
public enum PutOutcome
{
    /// <summary>The object was written.</summary>
    Created,

    /// <summary>The key is taken, by another writer's object or by one's own earlier attempt; nothing was changed.</summary>
    AlreadyExists,

    /// <summary>The request may or may not have been carried out.</summary>
    Unknown,
}
