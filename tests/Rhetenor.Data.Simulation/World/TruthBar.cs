namespace Rhetenor.Data.Simulation;

/// <summary>What really happened in one minute: its trades, and when the broker knew of them.</summary>
/// <param name="Minute">The start of the minute, Korean time.</param>
/// <param name="Open">Won; the other prices follow.</param>
/// <param name="Close">Won.</param>
/// <param name="Versions">From when, in UTC ticks, which volume is told. The first is that of the completed minute.</param>
internal sealed record TruthBar(DateTime Minute, int Open, int Close, IReadOnlyList<(long From, int Volume)> Versions)
{
    public int High => Math.Max(Open, Close) + 10;

    public int Low => Math.Min(Open, Close) - 10;

    public long Started { get; } = new DateTimeOffset(Minute, KoreaTime.Offset).UtcTicks;

    public int FinalVolume => Versions[^1].Volume;

    /// <summary>The volume of the completed minute at an instant; null while it is not complete.</summary>
    public int? VolumeAt(long now)
    {
        int? volume = null;
        foreach (var version in Versions)
            volume = version.From <= now ? version.Volume : volume;
        return volume;
    }

    /// <summary>Whether numbers are those of a completed version that was told by then.</summary>
    public bool Was(StoredBar bar, long now) =>
        bar.Open == Open && bar.High == High && bar.Low == Low && bar.Close == Close && Versions.Any(version => version.Volume == bar.Volume && version.From <= now);
}

/// <summary>What kind of symbol it is.</summary>
internal enum SymbolKind
{
    /// <summary>Traded on both days.</summary>
    Traded,

    /// <summary>Not traded on the day, but on the one before.</summary>
    Idle,

    /// <summary>Known, and never traded.</summary>
    Fresh,

    /// <summary>Not known to the broker.</summary>
    Unknown,
}

/// <summary>A symbol and its bars, ascending, of two sessions.</summary>
internal sealed record TruthSymbol(string Code, SymbolKind Kind, IReadOnlyList<TruthBar> Bars, IReadOnlyList<TruthBar> EarlierBars)
{
    public IEnumerable<TruthBar> All => EarlierBars.Concat(Bars);
}
