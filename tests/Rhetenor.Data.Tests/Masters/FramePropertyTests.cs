using static Rhetenor.Data.Tests.Masters.FactorStores;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>A series is the same whether its days were fetched before or after events, as of any day.</summary>
public sealed class FramePropertyTests
{
    private static readonly DateOnly[] Days = [.. Enumerable.Range(2, 19).Select(day => new DateOnly(2026, 3, day)).Where(day => KrxCalendar.GetDay(day) == MarketDay.Session)];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_series_is_the_same_whether_its_days_were_fetched_before_or_after_the_events(int seed)
    {
        var random = new Random(seed);
        var (group, events) = (random.Next(4) == 0 ? "EF" : "ST", Events(random));
        var prices = Prices(random, group, events);
        var missed = Missed(new Random(-seed), events);
        var factors = Factors(group, events, prices, missed);
        var (early, late, fetched) = (new FactorStores(), new FactorStores(), new DateOnly[Days.Length]);
        for (var i = 0; i < Days.Length; i++)
        {
            await early.PutBarsAsync(Days[i], Days[i], [.. prices[i]]);
            fetched[i] = Days[random.Next(i, Days.Length)];
            var applied = Product(events.Where(one => one.Day > i && Days[one.Day] <= fetched[i]));
            await late.PutBarsAsync(Days[i], fetched[i], [.. prices[i].Select(price => applied == 1 ? price : Math.Round(price * applied, MidpointRounding.AwayFromZero))]);
        }

        foreach (var (asOf, kind) in Days.Select(day => ((DateOnly?)day, Adjustment.Capital)).Append((null, Adjustment.None)))
        {
            var (expected, doubts) = await early.AdjustAsync(factors, asOf, kind);
            Assert.Empty(doubts);
            var series = (await late.BarsAsync()).Adjust(factors, asOf, kind)[Symbol];
            Assert.Equal(expected.Count, series.Count);
            for (var i = 0; i < expected.Count; i++)
            {
                // Prices that KIS rounded are as exact as the won when no event has to be taken out of them. Otherwise they are found, or in doubt.
                var (day, wanted) = (Array.IndexOf(Days, DateOnly.FromDateTime(series.Minutes[i])), kind == Adjustment.None ? DateOnly.MinValue : asOf!.Value);
                var held = events.Where(one => one.Day > day && Days[one.Day] <= fetched[day]).ToList();
                var error = held.Count == 0 || held.Exists(one => Days[one.Day] > wanted) ? 0 : 0.5m * Product(events.Where(one => one.Day > day && Days[one.Day] <= wanted).Except(held));
                // As of the day of an event that nothing dates, the doubt is of that day.
                var undated = missed is { } number && asOf == Days[number] && day < number ? Days[number] : Days[day];
                Assert.True(
                    Math.Abs(expected[i] - series.Close[i]) <= (double)error + 0.0002 || series.Adjustment!.Doubts.Any(doubt => IsOf(doubt, Days[day]) || IsOf(doubt, undated)),
                    $"{Days[day]:MM-dd} as of {asOf} {kind}: {expected[i]} and {series.Close[i]} {string.Join(' ', series.Adjustment!.Doubts)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_reset_without_a_factor_changes_no_price_and_is_in_doubt_where_it_matters(int seed)
    {
        // A company whose shares are rounded to thousands has a base price on the edge of what its close may be.
        var random = new Random(seed);
        var events = Events(random);
        var prices = Prices(random, "ST", events);
        var (factors, edge, stores, fetched) = (Factors("ST", events, prices), random.Next(1, Days.Length), new FactorStores(), new DateOnly[Days.Length]);
        AdjustmentFactors edged = new(factors.Append(new(
            new(MasterChangeKind.UnexplainedReset, Market.Kosdaq, "KR7000000000", Symbol, "x")
            {
                Date = Days[edge],
                Since = Days[edge - 1],
                SecurityGroup = "ST",
                Reset = new(MasterChangeKind.UnexplainedReset, 2_045, 2_030, 2_044, null, 0, ["rounding may explain it"]),
            }, Days[edge])), factors.Coverage);
        for (var i = 0; i < Days.Length; i++)
        {
            fetched[i] = Days[random.Next(i, Math.Min(Days.Length, i + 1 + random.Next(4)))];
            var applied = Product(events.Where(one => one.Day > i && Days[one.Day] <= fetched[i]));
            await stores.PutBarsAsync(Days[i], fetched[i], [.. prices[i].Select(price => Math.Round(price * applied, MidpointRounding.AwayFromZero))]);
        }

        var crossed = Enumerable.Range(0, edge).Where(i => fetched[i] >= Days[edge]).Select(i => Days[i]).ToList();
        foreach (var (asOf, kind) in Days.Select(day => ((DateOnly?)day, Adjustment.Capital)).Append((null, Adjustment.None)))
        {
            var ((plain, few), (closes, doubts)) = (await stores.AdjustAsync(factors, asOf, kind), await stores.AdjustAsync(edged, asOf, kind));
            Assert.Equal(plain, closes);
            var own = doubts.Except(few).ToList();
            Assert.Equal(few.Count + own.Count, doubts.Count);
            if (kind == Adjustment.Capital && asOf >= Days[edge])
                Assert.True(IsOf(Assert.Single(own), Days[edge]), own[0]);
            else
                Assert.Equal(crossed, crossed.Where(day => IsOf(Assert.Single(own), day)));
            Assert.True(own.Count == 0 || crossed.Count > 0 || asOf >= Days[edge], string.Join(' ', own));
        }
    }

    [Fact]
    public async Task Most_series_are_shown_by_witnesses()
    {
        var doubtful = 0;
        foreach (var seed in Enumerable.Range(1, 30))
        {
            var random = new Random(seed);
            var events = Events(random);
            var prices = Prices(random, "ST", events);
            var stores = new FactorStores();
            for (var i = 0; i < Days.Length; i++)
            {
                var applied = Product(events.Where(one => one.Day > i));
                await stores.PutBarsAsync(Days[i], Late, [.. prices[i].Select(price => Math.Round(price * applied, MidpointRounding.AwayFromZero))]);
            }

            var (_, doubts) = await stores.AdjustAsync(Factors("ST", events, prices), Days[^1]);
            doubtful += doubts.Count > 0 ? 1 : 0;
        }

        Assert.InRange(doubtful, 0, 10);
    }

    // A doubt begins with a day, or with the first and the last of several.
    private static bool IsOf(string doubt, DateOnly day)
    {
        var first = DateOnly.ParseExact(doubt[..10], "yyyy-MM-dd", null);
        return first <= day && (doubt[10..14] == " to " ? DateOnly.ParseExact(doubt[14..24], "yyyy-MM-dd", null) : first) >= day;
    }

    private static decimal Product(IEnumerable<(int Day, decimal Factor, MasterChangeKind Kind)> events) => events.Aggregate(1m, (product, one) => product * one.Factor);

    private static List<(int Day, decimal Factor, MasterChangeKind Kind)> Events(Random random)
    {
        (decimal, MasterChangeKind)[] kinds =
        [
            (0.1m, MasterChangeKind.Split), (0.5m, MasterChangeKind.Split), (0.2m, MasterChangeKind.Split), (5, MasterChangeKind.Consolidation), (0.5m, MasterChangeKind.Bonus),
            (0.6667m, MasterChangeKind.Bonus), (0.93m, MasterChangeKind.Rights), (0.87m, MasterChangeKind.Rights), (3, MasterChangeKind.Reduction), (2.5m, MasterChangeKind.Reduction),
        ];
        var days = Enumerable.Range(2, Days.Length - 3).OrderBy(_ => random.Next()).Take(random.Next(1, 3)).Order().ToList();
        return [.. days.Select(day => (day, kinds[random.Next(kinds.Length)])).Select(one => (one.day, one.Item2.Item1, one.Item2.Item2))];
    }

    // The day of an event whose master is not stored, so that the next one shows it: of a par value, and beyond the limits of the exchange.
    private static int? Missed(Random random, List<(int Day, decimal Factor, MasterChangeKind Kind)> events) =>
        random.Next(2) == 0 && events.Find(one => one.Kind is MasterChangeKind.Split or MasterChangeKind.Consolidation && !events.Exists(other => other.Day == one.Day + 1)) is { Factor: not 0 } found ? found.Day : null;

    private static AdjustmentFactors Factors(string group, List<(int Day, decimal Factor, MasterChangeKind Kind)> events, List<decimal[]> prices, int? missed = null)
    {
        var coverage = new MasterCoverage();
        coverage.Add(Market.Kosdaq, Days[0], Days[^1]);
        return new(events.Select(one => (Event: one, Close: one.Day == missed ? prices[one.Day][^1] : prices[one.Day - 1][^1], IsMissed: one.Day == missed)).Select(one => new AdjustmentFactor(
            new(one.Event.Kind, Market.Kosdaq, "KR7000000000", Symbol, "x")
            {
                Date = Days[one.IsMissed ? one.Event.Day + 1 : one.Event.Day],
                Since = Days[one.Event.Day - 1],
                SecurityGroup = group,
                Reset = new(one.Event.Kind, (long)Math.Round(one.IsMissed ? one.Close : one.Close * one.Event.Factor), one.Close, one.Close, one.Event.Factor, 0, ["by hand"]),
            }, Days[one.Event.Day])), coverage);
    }

    // Valid prices of a walk within the limits, also odd and low ones.
    private static List<decimal[]> Prices(Random random, string group, List<(int Day, decimal Factor, MasterChangeKind Kind)> events)
    {
        var level = (decimal)Math.Pow(10, 2.5 + (random.NextDouble() * 2.5));
        var days = new List<decimal[]>();
        for (var i = 0; i < Days.Length; i++)
        {
            level *= events.Where(one => one.Day == i).Aggregate(1m, (product, one) => product * one.Factor);
            days.Add([.. Enumerable.Range(0, 2).Select(_ => Math.Max(10, Tick(level * (decimal)(0.98 + (random.NextDouble() * 0.04)))))]);
        }

        return days;

        decimal Tick(decimal price) => Rhetenor.Data.Markets.TickSize.Floor(price, Market.Kosdaq, group, Days[0]);
    }
}
