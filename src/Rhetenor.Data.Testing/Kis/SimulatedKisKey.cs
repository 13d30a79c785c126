namespace Rhetenor.Data.Testing;

/// <summary>A further app key that a <see cref="SimulatedKis"/> accepts, with a pace, a token and approval keys of its own.</summary>
/// <param name="AppKey">The app key.</param>
/// <param name="AppSecret">The app secret.</param>
public sealed record SimulatedKisKey(string AppKey, string AppSecret)
{
    /// <summary>The number of requests answered within any second; null for the server's own limit.</summary>
    /// <value>Default null.</value>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Returns the type's name, so that the secret does not appear in logs.</summary>
    public override string ToString() => nameof(SimulatedKisKey);
}
