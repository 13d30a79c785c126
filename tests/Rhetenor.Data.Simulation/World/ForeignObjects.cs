namespace Rhetenor.Data.Simulation;

/// <summary>What other programs, people and accidents left in the bucket. None of it may keep the rest from being read.</summary>
internal static class ForeignObjects
{
    public static void Leave(Judge judge, Market market, SimulationRandom random)
    {
        var day = market.Session.Date.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        var other = market.Venue == Venue.Krx ? "NX" : "J";
        var venue = market.Venue.ToCode();
        string[] keys =
        [
            $"hantoo-stock-kline-1m/{day}",
            $"hantoo-stock-kline-1m/{day}_notes.txt",
            $"hantoo-stock-kline-1m/{day}090000_{day}090100_{venue}_{day}.jsonl.zst",
            $"hantoo-stock-kline-1m/{day}090000_{day}090100_{venue}_{AnyTime(random)}.jsonl.zstd",
            $"hantoo-stock-kline-1m/{day}090000_{day}090100_{other}_{AnyTime(random)}.jsonl.zstd",
            $"hantoo-stock-kline-1m/{day}995959_{day}999999_{venue}_{day}100000.jsonl.zstd",
            $"hantoo-stock-kline-1m/{AnyTime(random)}_{AnyTime(random)}_{venue}_{AnyTime(random)}.jsonl.zstd",
            $"hantoo-stock-kline-1m/coverage/{day}_{venue}_later.json",
            $"hantoo-stock-kline-1m/coverage/{day}_{venue}_{AnyTime(random)}.json",
            $"hantoo-stock-kline-1m/coverage/{day}_{venue}_{AnyTime(random)}.json.zstd",
            $"hantoo-stock-kline-1m/coverage/{day}_{venue}_{AnyTime(random)}_01.json.zstd",
            $"hantoo-stock-kline-1m/coverage/{AnyTime(random)[..8]}_{venue}_{AnyTime(random)}.json.zstd",
        ];
        foreach (var key in keys)
        {
            if (random.Chance(25))
                judge.Foreign(key, random.Of("\0\0\0"u8.ToArray(), "{}"u8.ToArray(), "not what you think\n"u8.ToArray(), [0x28, 0xB5, 0x2F, 0xFD, 0x24]));
        }
    }
    private static string AnyTime(SimulationRandom random) =>
        $"{random.Of(1, 1989, 1990, 2024, 2026, 2100, 2101, 9999, random.Between(1, 9999)):D4}{random.Of("0101", "1231", "0520")}{random.Of("000000", "235959", "103000")}";
}
