namespace Rhetenor.Data.Tests.Klines;

/// <summary>Objects in the dialects of the Python original.</summary>
public sealed class OriginalObjectTests
{
    [RealDataFact]
    public void The_documented_form_and_its_revision()
    {
        var day = new MergedSession(Bars.Date, Venue.Krx);
        foreach (var name in (string[])["20260126090500_20260126090600_J_20260126100000", "20260126090000_20260126091900_J_20260126093001"])
            day.Add(KlineKey.Parse($"{name}.jsonl.zstd"), Read(name));
        Assert.Equal((60, 20), (day.BarCount, day.Slices().Count()));
        Assert.True(day.TryGetKline("005930", Bars.At(9, 0), out var first));
        Assert.Equal(new Kline(Bars.At(9, 0), 24_774, 24_874, 24_774, 24_834, 1_130, 1_130), first);
        Assert.True(day.TryGetKline("005930", Bars.At(9, 5), out var revised));
        Assert.Equal((24_985m, 2), (revised.Open, day.VersionsOf("005930", Bars.At(9, 5))));
        Assert.Equal(["000660", "005930", "0126Z0"], day.Slices().First().Select(bar => bar.Symbol));
        Assert.Equal((2L, 0, 0), (day.Revisions, day.LinesOutsideKey, day.LinesOfOtherDate));
    }

    [RealDataFact]
    public void H6_H7_H8_H18_what_the_program_really_wrote()
    {
        const string Name = "20260127090000_20260127090109_J_20260127093001";
        var table = Read(Name);
        Assert.False(table.HasChecksum);
        Assert.Equal((20, 60, 0), (table.Count, table.BarCount, table.ProblemCount));
        var bar = table[19]["005930"];
        Assert.Equal(new DateTime(2026, 1, 27, 9, 19, 0), bar.Minute);
        Assert.Null(bar.AccVolume);
        Assert.NotNull(bar.AccValue);
        Assert.Equal(new Kline(table[0].Minute, 24_774, 24_874, 24_774, 24_834, 1_130, null, 1_130), table[0]["005930"]);
        var day = new MergedSession(new DateOnly(2026, 1, 27), Venue.Krx);
        day.Add(KlineKey.Parse($"{Name}.jsonl.zstd"), table);
        Assert.Equal((60, 18), (day.BarCount, day.LinesOutsideKey));
    }

    [RealDataFact]
    public void H6_a_third_stamp()
    {
        var table = Read("20240125100000_20240125100200_J_20240125110000");
        Assert.Equal([0, 1, 2], table.Select(slice => slice.Minute.Minute));
        Assert.Equal((70_000m, 100L, 1_000L), (table[0]["005930"].Open, table[0]["005930"].Volume, table[0]["005930"].AccVolume));
    }

    private static KlineTable Read(string name) =>
        KlineCodec.Unpack(File.ReadAllBytes(Path.Join(RealData.Folder, "original", $"{name}.jsonl.zstd")));
}
