namespace Rhetenor.Data;

/// <summary>The outcome of a conditional write.</summary>
public enum PutOutcome
{
    /// <summary>The object was written.</summary>
    Created,

    /// <summary>The key is taken, by an object of another writer or of an earlier attempt of this one. Nothing was changed.</summary>
    AlreadyExists,

    /// <summary>The request may or may not have been carried out.</summary>
    Unknown,
}
