namespace Rhetenor.Data.Testing;

/// <summary>Computes when DWS publishes its files: five times on the morning of a session, and once on the first morning after
/// one.</summary>
internal static class PublicationTimes
{
    private const int LongestClosureDays = 30;

    private static readonly TimeOnly[] Runs = [new(6, 0), new(7, 35), new(7, 55), new(8, 0), new(8, 45)];

    /// <summary>Returns the newest publication of a market at or before an instant.</summary>
    public static DateTimeOffset NewestAt(Market market, DateTimeOffset instant, SimulatedDwsOptions options)
    {
        var today = KoreaTime.DateOf(instant);
        for (var date = today; date > today.AddDays(-LongestClosureDays); date = date.AddDays(-1))
        {
            foreach (var run in On(market, date, options).Reverse())
            {
                if (KoreaTime.At(date, run) is var published && published <= instant)
                    return published;
            }
        }

        throw new InvalidOperationException($"No session within {LongestClosureDays} days before {today:O}: check {nameof(SimulatedDwsOptions.IsSession)}.");
    }

    private static TimeOnly[] On(Market market, DateOnly date, SimulatedDwsOptions options)
    {
        if (!options.IsSession(date))
            return options.IsSession(date.AddDays(-1)) ? Runs[..1] : [];
        if (options.EveryRun)
            return Runs;
        var draw = new Draw((ulong)(uint)options.Seed).For(market.ToKey()).For(date.DayNumber);
        return draw.Of("missed_run", 4) switch
        {
            0 => [.. Runs.Where(run => run != Runs[2])],
            1 => [.. Runs.Where(run => run != Runs[3])],
            _ => Runs,
        };
    }
}
