namespace Rhetenor.Data.Hantoo;

/// <summary>A call of a fleet, and the keys that it was made with.</summary>
/// <param name="begun">The time at which it began.</param>
/// <param name="call">The call; null for a token.</param>
internal sealed class FleetCall(DateTimeOffset begun, HantooCall? call)
{
    private readonly List<FleetKey> _failed = [];

    public DateTimeOffset Begun => begun;

    /// <summary>Gets the list of which it requests a page; null when it requests none.</summary>
    public HantooPages? Pages => call?.Pages;

    /// <summary>Gets the number of the only key that can continue its list, because it gave the page before; null when any key can make the call.</summary>
    public int? Only => call is { Continuation.Length: > 0 } ? call.Pages?.Key : null;

    /// <summary>Gets or sets the key that it is made with now.</summary>
    public FleetKey? Key { get; set; }

    /// <summary>Gets or sets what is cancelled when that key is set aside.</summary>
    public CancellationToken Leaving { get; set; }

    /// <summary>Gets or sets whether it tries a key that is set aside.</summary>
    public bool IsTrial { get; set; }

    /// <summary>Gets or sets the key that did not answer it, although KIS does not refuse the key.</summary>
    public FleetKey? Unanswered { get; set; }

    /// <summary>Gets the last failure.</summary>
    public HantooException? Failure { get; private set; }

    public bool HasFailedWith(FleetKey key) => _failed.Contains(key);

    public void Failed(FleetKey key, HantooException failure)
    {
        _failed.Add(key);
        Failure = failure;
    }
}
