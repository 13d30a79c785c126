namespace Rhetenor.Data.Simulation;

/// <summary>What other programs, people and accidents left in the bucket. None of it may keep the rest from being read.</summary>
internal static class ForeignObjects
{
    public static void Leave(Judge judge, Market market, SimulationRandom random)
    {
        var day = market.Session.Date.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        var other = market.Venue == Venue.Krx ? "NX" : "J";
        string[] keys =
        [
            $"hantoo-stock-kline-1m/{day}",
            $"hantoo-stock-kline-1m/{day}_notes.txt",
            $"hantoo-stock-kline-1m/{day}090000_{day}090100_{market.Venue.ToCode()}_{day}.jsonl.zst",
            $"hantoo-stock-kline-1m/{day}090000_{day}090100_{market.Venue.ToCode()}_20240101000000.jsonl.zstd",
            $"hantoo-stock-kline-1m/{day}090000_{day}090100_{other}_{day}100000.jsonl.zstd",
            $"hantoo-stock-kline-1m/{day}995959_{day}999999_{market.Venue.ToCode()}_{day}100000.jsonl.zstd",
            $"hantoo-stock-kline-1m/coverage/{day}_{market.Venue.ToCode()}_20240101000000.json",
            $"hantoo-stock-kline-1m/coverage/{day}_{market.Venue.ToCode()}_later.json",
            $"hantoo-stock-kline-1m/{day}090000_{day}090100_{market.Venue.ToCode()}_99991231235959.jsonl.zstd",
            $"hantoo-stock-kline-1m/coverage/{day}_{market.Venue.ToCode()}_99991231235959.json",
        ];
        foreach (var key in keys)
        {
            if (random.Chance(25))
                judge.Foreign(key, random.Of("\0\0\0"u8.ToArray(), "{}"u8.ToArray(), "not what you think\n"u8.ToArray(), [0x28, 0xB5, 0x2F, 0xFD, 0x24]));
        }
    }
}
