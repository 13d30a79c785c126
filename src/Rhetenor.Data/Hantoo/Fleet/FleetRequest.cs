namespace Rhetenor.Data.Hantoo;

/// <summary>A request of a fleet, and the keys that it was made with.</summary>
/// <param name="calls">The number of calls that it makes at most.</param>
/// <param name="begun">The time at which it began.</param>
internal sealed class FleetRequest(int calls, DateTimeOffset begun)
{
    private readonly List<FleetKey> _failed = [];

    public int Calls => calls;

    public DateTimeOffset Begun => begun;

    /// <summary>Gets the key that it is made with now.</summary>
    public FleetKey? Key { get; set; }

    /// <summary>Gets or sets whether it tries a key that is set aside.</summary>
    public bool IsTrial { get; set; }

    /// <summary>Gets or sets whether it has failed with a key that KIS does not refuse.</summary>
    public bool IsDoubtful { get; set; }

    /// <summary>Gets or sets the number of calls of keys that failed.</summary>
    public int Spent { get; set; }

    /// <summary>Gets the last failure.</summary>
    public HantooException? Failure { get; private set; }

    public bool HasFailedWith(FleetKey key) => _failed.Contains(key);

    public void Failed(FleetKey key, HantooException failure)
    {
        _failed.Add(key);
        Failure = failure;
    }
}
