namespace Rhetenor.Data.Simulation;

/// <summary>Times in which a server does not answer.</summary>
internal sealed class Outages(Scheduler scheduler)
{
    private readonly List<(long From, long To)> _all = [];

    public bool IsNow => _all.Exists(outage => outage.From <= scheduler.Now && scheduler.Now < outage.To);

    public void Add(long from, TimeSpan length) => _all.Add((from, from + length.Ticks));

    public void End() => _all.Clear();
}
