namespace Rhetenor.Data.Testing;

/// <summary>Creates the issue in a slot of a file on a day. Slots turn over: one issue is delisted and another is listed.</summary>
internal sealed class IssueFactory(Market market, int seed, DateOnly day, KisTruth? truth = null)
{
    private const int Generations = 8, EdgeSlot = 99;

    // The figures of a real one.
    private const long EdgePrice = 2_200, EdgeShares = 4_230;
    private readonly Draw _market = new Draw((ulong)(uint)seed).For(market.ToKey());
    private readonly DateOnly _day = TradingDay(day);

    public Issue Make(int slot, string group)
    {
        var trap = TrapOf(slot, group);
        if (group == "ST" && market == Market.Kospi && trap == Trap.None && slot % 10 == 9
            && Plain(slot - 1, "ST", TrapOf(slot - 1, "ST")) is var parent && parent.ShortCode.All(char.IsAsciiDigit))
            return Preferred(parent, slot);
        return Plain(slot, group, trap);
    }

    // On a weekend, the files already contain Monday's base prices.
    public static DateOnly TradingDay(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    private Trap TrapOf(int slot, string group)
    {
        if (market == Market.Kosdaq && group == "ST" && slot == EdgeSlot)
            return Trap.SpacAtEdge;
        var first = market == Market.Kospi ? KnownIssues.Count : 0;
        return group == "ST" && slot >= first && slot - first < (int)Trap.Halted ? (Trap)(slot - first + 1) : Trap.None;
    }

    // Foreign issues have few codes to draw from, so they do not turn over.
    private (int Number, DateOnly Listed, Draw Draw) Occupant(int slot, string group)
    {
        if (group is "DR" or "FS")
            return (slot, new DateOnly(2007, 8, 17).AddDays(_market.For(slot).Of("listed", 4_000)), _market.For(slot));
        var life = _market.For(slot).Between("life", 2_000, 9_000);
        var lived = _day.DayNumber + _market.For(slot).Of("age", life);
        var generation = lived / life;
        var listed = TradingDay(_day.AddDays(-(lived % life)));
        return ((slot * Generations) + (generation % Generations), listed > _day ? _day : listed, _market.For(slot).For(generation));
    }

    private Issue Plain(int slot, string group, Trap trap)
    {
        var (number, listed, draw) = Occupant(slot, group);
        var (code, standard) = Code(number, group, draw);
        var size = draw.Of("size", 100) switch { < 11 => 1, < 33 => 2, _ => 3 };
        var issue = new Issue
        {
            Market = market,
            Fixed = draw,
            Daily = draw.For(_day.DayNumber),
            Group = group,
            ShortCode = code,
            StandardCode = standard,
            Name = trap == Trap.SpacAtEdge || (market == Market.Kosdaq && group == "ST" && trap == Trap.None && draw.Chance("spac", 40)) ? Names.Spac(draw) : Names.Of(group, draw, trap),
            Day = _day,
            Listed = listed,
            Price = trap == Trap.SpacAtEdge ? EdgePrice : PricePath.On(_day, draw.Pick<long>("level", [900, 3_200, 7_500, 10_400, 18_000, 42_000, 115_000]), draw),
            ThousandShares = trap == Trap.SpacAtEdge ? EdgeShares : group == "ST" ? Shares(draw, size) : draw.Between("shares", 50, 60_000),
            ParValue = group is "ST" or "RT" ? draw.Pick<int>("par", [100, 500, 500, 500, 1_000, 5_000]) : 0,
            Size = size,
            Trap = trap,
            Financials = group is "ST" or "FS" or "DR" or "RT" ? Financials.Draw(draw, trap, size, _day) : null,
        };
        return IssueEvents.Apply(market == Market.Kospi && group == "ST" ? KnownIssues.Apply(slot, issue) : issue, truth);
    }

    // In thousands. Companies on the smaller markets are smaller.
    private long Shares(Draw draw, int size) =>
        draw.Between("shares", 2_000, size switch { 1 => 900_000, 2 => 150_000, _ => 60_000 })
        / market switch { Market.Kospi => 1, Market.Kosdaq => 6, _ => 150 };

    private Issue Preferred(Issue parent, int slot)
    {
        var draw = _market.For(slot);
        var suffix = draw.Pick<char>("suffix", ['5', '5', '5', '7', 'K']);
        var (code, standard) = Codes.Preferred(parent.ShortCode[..5], suffix);
        return parent with
        {
            Fixed = draw,
            Daily = draw.For(_day.DayNumber),
            ShortCode = code,
            StandardCode = standard,
            Name = parent.Name + suffix switch { '5' => "우", '7' => "2우B", _ => "3우C" },
            Price = PricePath.OnTick(parent.Price * 7 / 10),
            ThousandShares = Math.Max(40, parent.ThousandShares / 20),
            Size = 3,
            Preferred = suffix switch { '5' => 1, '7' => 2, _ => 9 },
            Trap = Trap.None,
            Financials = null,
        };
    }

    // All-digit codes that start with 9 belong to foreign issues.
    private static (string Short, string Standard) Listed(int number, bool lettered) => Codes.Listed(number, lettered || number >= 90_000);

    private (string Short, string Standard) Code(int number, string group, Draw draw) => group switch
    {
        "EN" => Codes.Note(number),
        "BC" => Codes.Certificate(number.OnRing(market)),
        "SW" => Codes.Subscription(number.OnRing(market), 'D'),
        "SR" => Codes.Subscription(number.OnRing(market), 'G'),
        "DR" => Codes.Receipt((market == Market.Kospi ? 0 : 100) + (number % 100)),
        "FS" => Codes.Foreign((market == Market.Kospi ? 0 : 100) + (number % 100)),
        _ => Listed(number.OnRing(market), draw.Chance("lettered", group is "EF" or "PF" ? 250 : 15)),
    };
}
