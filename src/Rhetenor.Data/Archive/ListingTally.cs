namespace Rhetenor.Data.Archive;

/// <summary>Counts what listings show that is not the archive's.</summary>
internal sealed class ListingTally
{
    private const int Shown = 100;
    private readonly List<string> _foreign = [];

    /// <summary>Gets the keys of none of our formats; the first hundred.</summary>
    public IReadOnlyList<string> Foreign => _foreign;

    /// <summary>Gets how many keys are of none of our formats.</summary>
    public int ForeignCount { get; private set; }

    /// <summary>Gets how many objects are of other venues.</summary>
    public int OtherVenues { get; private set; }

    public void AddForeign(string key)
    {
        if (++ForeignCount <= Shown)
            _foreign.Add(key);
    }

    public void AddOtherVenue() => OtherVenues++;
}
