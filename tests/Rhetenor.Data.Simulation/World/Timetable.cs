namespace Rhetenor.Data.Simulation;

/// <summary>When something runs: some rounds in and after the last session, or long stints over several sessions, with nights, weekends and
/// times without any process between.</summary>
internal static class Timetable
{
    public static IReadOnlyList<Stint> Draw(SimulationRandom random, Market market, bool isLong) => isLong ? Long(random, market) : Short(random, market.Session);

    private static List<Stint> Short(SimulationRandom random, TradingSession session)
    {
        var open = new DateTimeOffset(session.FirstMinute, KoreaTime.Offset);
        var close = new DateTimeOffset(Market.ClosingOf(session), KoreaTime.Offset);

        // A whole day read while its figures settle.
        if (random.Chance(15))
            return [new(session.SettledAt.AddSeconds(-random.Below(25))), new(session.SettledAt.AddMinutes(random.Between(30, 60)))];
        var stints = new List<Stint>();
        for (var i = random.Between(2, 4); i > 0; i--)
        {
            stints.Add(new(random.Below(6) switch
            {
                0 or 1 => open.AddSeconds(random.Between(60, 900)),
                2 => close.AddSeconds(random.Between(0, 200)),
                3 => close.AddSeconds((session.SettledAt - close).TotalSeconds / 1000 * random.Between(0, 1000)),
                4 => session.SettledAt.AddSeconds(random.Between(-30, 20)),
                _ => session.SettledAt.AddMinutes(random.Between(1, 700)),
            }));
        }

        return [.. stints.OrderBy(stint => stint.Start)];
    }

    private static List<Stint> Long(SimulationRandom random, Market market)
    {
        var stints = new List<Stint>();
        var start = new DateTimeOffset(market.Sessions[1].FirstMinute, KoreaTime.Offset).AddMinutes(random.Between(-60, 400));
        while (stints.Count < 5 && start < market.Session.SettledAt)
        {
            var left = market.Session.SettledAt.AddHours(3) - start;
            var length = TimeSpan.FromMinutes(Math.Min(random.Of(random.Between(1, 300), random.Between(300, 2400)), left.TotalMinutes));
            stints.Add(new(start) { Length = length });
            start += length + TimeSpan.FromMinutes(random.Of(0, random.Between(1, 200), random.Between(200, 1500)));
        }

        return stints;
    }
}

/// <summary>A round of writers.</summary>
/// <param name="Start">When it begins.</param>
internal sealed record Stint(DateTimeOffset Start)
{
    /// <summary>For how long writers log live in it; nothing for minutes.</summary>
    public TimeSpan Length { get; init; }
}
