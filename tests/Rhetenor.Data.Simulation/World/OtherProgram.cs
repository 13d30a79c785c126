namespace Rhetenor.Data.Simulation;

/// <summary>A program of somebody else's that logs the same bars: true ones, under names of a clock that runs ahead, or ones of some
/// time ago, because it was held up. Later figures must win over both.</summary>
internal static class OtherProgram
{
    public static void Write(SimulationWorld world)
    {
        var (random, market, now) = (world.Scheduler.Random, world.Scenario.Market, world.Scheduler.Now);
        var isAhead = random.Chance(50);
        var closed = new DateTimeOffset(market.Closing, KoreaTime.Offset).UtcTicks + (2 * TimeSpan.TicksPerMinute);
        if (!isAhead && now > closed)
            now = closed + ((now - closed) / 1000 * random.Below(1000));
        var minutes = new SortedDictionary<DateTime, List<SymbolKline>>();
        foreach (var symbol in market.Symbols.Where(_ => random.Chance(70)))
        {
            var shares = 0L;
            foreach (var bar in symbol.Days[^1].Bars)
            {
                if (bar.At(now) is not { } told)
                    break;
                shares += told.Volume;
                if (!minutes.TryGetValue(bar.Minute, out var row))
                    minutes.Add(bar.Minute, row = []);
                row.Add(new SymbolKline(symbol.Code, new Kline(bar.Minute, told.Open, told.High, told.Low, told.Close, told.Volume, shares, null)));
            }
        }

        if (minutes.Count == 0)
            return;
        var name = world.Scheduler.Instant.ToOffset(KoreaTime.Offset).DateTime.AddSeconds(isAhead ? random.Between(1, 8 * 3600) : 0);
        var key = new KlineKey("hantoo-stock-kline-1m", minutes.Keys.First(), minutes.Keys.Last(), market.Venue, name);
        world.Store.Put(key.ToString(), KlineCodec.Pack(minutes.Select(row => new KlineSlice(row.Key, row.Value)), level: 1), isLate: true);
    }
}
