namespace Rhetenor.Data.Archive;

/// <summary>Counts listed objects that do not belong to the archive.</summary>
internal sealed class ListingTally
{
    private const int Shown = 100;
    private readonly List<string> _foreign = [];

    /// <summary>Gets the first hundred keys that have none of the known formats.</summary>
    public IReadOnlyList<string> Foreign => _foreign;

    /// <summary>Gets the number of keys that have none of the known formats.</summary>
    public int ForeignCount { get; private set; }

    /// <summary>Gets the number of objects of other venues.</summary>
    public int OtherVenues { get; private set; }

    public void AddForeign(string key)
    {
        if (++ForeignCount <= Shown)
            _foreign.Add(key);
    }

    public void AddOtherVenue() => OtherVenues++;
}
