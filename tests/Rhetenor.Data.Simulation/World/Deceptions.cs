namespace Rhetenor.Data.Simulation;

/// <summary>What answers told or hid that no other fact at that time contradicts, so that no reader can be blamed for it.</summary>
internal sealed class Deceptions
{
    private static readonly TimeSpan Repetition = TimeSpan.FromMinutes(59);
    private readonly List<Deception> _all = [];

    public void Add(Deception deception)
    {
        if (deception.Hidden.Count + deception.Told.Count > 0)
            _all.Add(deception);
    }

    /// <summary>Whether an answer said something else of a day than was so.</summary>
    public bool AnyOf(string symbol, DateOnly date) => Of(symbol, date).Any();

    /// <summary>Whether an answer told a bar with these numbers.</summary>
    public bool WasTold(string symbol, DateTime minute, StoredBar bar) => Of(symbol, DateOnly.FromDateTime(minute)).Any(one => one.Told.Exists(
        row => row.Minute == minute && (row.Open, row.High, row.Low, row.Close, row.Volume) == ((int)bar.Open, (int)bar.High, (int)bar.Low, (int)bar.Close, (int)bar.Volume)));

    /// <summary>Whether an answer left a minute out.</summary>
    public bool IsHidden(string symbol, DateTime minute) => Of(symbol, DateOnly.FromDateTime(minute)).Any(one => one.Hidden.Contains(minute));

    /// <summary>Whether a settled day cannot be known to be wrong: an old answer was given since, and nothing was stored that shows its age, or
    /// the same rows were hidden twice, an hour apart.</summary>
    public bool IsExcused(string symbol, TradingSession session, Func<Deception, bool> isSeenThrough)
    {
        var since = Of(symbol, session.Date).Where(one => one.At >= session.SettledAt.UtcTicks && !isSeenThrough(one)).ToList();
        return since.Exists(one => one.IsBelieved) || since.Exists(first => since.Exists(second =>
            second.At - first.At >= Repetition.Ticks && first.Hidden.Count > 0 && first.Hidden.TrueForAll(second.Hidden.Contains)));
    }

    private IEnumerable<Deception> Of(string symbol, DateOnly date) => _all.Where(one => one.Symbol == symbol && one.Date == date);
}

/// <summary>An answer that was not so.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Date">The date of the rows.</param>
/// <param name="At">When it was answered, in UTC ticks.</param>
/// <param name="IsBelieved">One such answer is enough: all of it is of some minutes ago. Otherwise the totals of the settled day show that
/// something is missing, unless it happens twice.</param>
/// <param name="Hidden">The minutes that are left out.</param>
/// <param name="Told">The rows told with other numbers.</param>
internal sealed record Deception(string Symbol, DateOnly Date, long At, bool IsBelieved, List<DateTime> Hidden, List<BrokerRow> Told)
{
    /// <summary>The newest row of an old answer; none for other deceptions.</summary>
    public DateTime Newest { get; init; } = DateTime.MaxValue;

    /// <summary>The time of day up to which was asked.</summary>
    public TimeOnly Until { get; init; }
}
