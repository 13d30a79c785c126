namespace Rhetenor.Data.Simulation;

/// <summary>What really happened in one minute: its trades, and when the broker knew of them.</summary>
/// <param name="Minute">The start of the minute, Korean time.</param>
/// <param name="Versions">What is told, ascending. The first is the completed minute.</param>
internal sealed record TruthBar(DateTime Minute, IReadOnlyList<TruthVersion> Versions)
{
    public long Started { get; } = new DateTimeOffset(Minute, KoreaTime.Offset).UtcTicks;

    public TruthVersion Final => Versions[^1];

    /// <summary>The completed minute as it is told at an instant; null while it is not complete.</summary>
    public TruthVersion? At(long now)
    {
        TruthVersion? told = null;
        foreach (var version in Versions)
            told = version.From <= now ? version : told;
        return told;
    }

    /// <summary>What was told of the minute at any time from one instant to another.</summary>
    public IEnumerable<TruthVersion> Told(long from, long to) => Versions.Where((version, i) => version.From <= to && (i + 1 == Versions.Count || Versions[i + 1].From > from));

    /// <summary>The number of the version that numbers are of; negative when they are of none that was told by then.</summary>
    public int VersionOf(StoredBar bar, long now)
    {
        for (var i = 0; i < Versions.Count; i++)
        {
            if (Versions[i].From <= now && Versions[i].Has(bar))
                return i;
        }

        return -1;
    }
}

/// <summary>A minute as it is told from an instant on.</summary>
/// <param name="From">The instant, in UTC ticks.</param>
/// <param name="Open">Won; the other prices follow.</param>
/// <param name="High">Won.</param>
/// <param name="Low">Won.</param>
/// <param name="Close">Won.</param>
/// <param name="Volume">Shares.</param>
internal readonly record struct TruthVersion(long From, int Open, int High, int Low, int Close, int Volume)
{
    public long Value => (long)Volume * Close;

    public bool Has(in StoredBar bar) => bar.Open == Open && bar.High == High && bar.Low == Low && bar.Close == Close && bar.Volume == Volume;
}
