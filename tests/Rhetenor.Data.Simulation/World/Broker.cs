namespace Rhetenor.Data.Simulation;

/// <summary>The broker's server, the same for every process: what it has to tell, tokens, outages, and what it told that was not so.</summary>
internal sealed class Broker(Scheduler scheduler, Scenario scenario)
{
    private long _lastToken = long.MinValue / 2;
    private int _tokens;

    public FaultRates Faults { get; set; } = FaultRates.None;

    public Outages Outages { get; } = new(scheduler);

    public Market Market => scenario.Market;

    public BrokerBook Book { get; } = new(scenario);

    public Deceptions Deceptions { get; } = new();

    public Holidays Holidays { get; } = new(scheduler, scenario);

    /// <summary>The minutes whose rows are left out of every page for a while, by symbol.</summary>
    public Dictionary<string, (DateTime From, DateTime To)> Withheld { get; } = new(StringComparer.Ordinal);

    /// <summary>The symbols of which rows were ever left out between others or before them. What is there is stored, and shares are missing in its sums: such a day
    /// is covered by nothing.</summary>
    public HashSet<string> EverLeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>What may be false in this seed: the rows, or what else is told about them. Nobody could tell if both were.</summary>
    public bool HasFalseRows => scenario.HasFalseRows;

    /// <summary>Whether a reader can see by the value that rows before a time are missing.</summary>
    public bool IsSeenByValue(DateTime minute) => scenario.TrustsValue
        || (Market.Venue == Venue.Krx && Market.SessionsOf(DateOnly.FromDateTime(minute)).All(session => minute <= Market.ClosingOf(session)));

    /// <summary>A token, or none within a minute of the last.</summary>
    public string? IssueToken()
    {
        if (scheduler.Now - _lastToken < TimeSpan.TicksPerMinute)
            return null;
        _lastToken = scheduler.Now;
        return $"token-{++_tokens}";
    }
}
