using System.Diagnostics.CodeAnalysis;

namespace Rhetenor.Data;

/// <summary>A stored object that could not be used, or was not removed.</summary>
public sealed record StoreProblem
{
    /// <summary>Creates a problem of which everything is set by an initializer.</summary>
    public StoreProblem()
    {
    }

    [SetsRequiredMembers]
    internal StoreProblem(string key, string message) => (Key, Message) = (key, message);

    /// <summary>Gets the key of the object.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the reason.</summary>
    public required string Message { get; init; }
}
