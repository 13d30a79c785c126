using System.Text;

namespace Rhetenor.Data.Tests.Klines;

/// <summary>Lines of compacted objects, with retrievals of their own.</summary>
public sealed class KlineLineTests
{
    private const string Old = "20260126093000";
    private const string New = "20260126160000";

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_line_knows_its_own_retrieval_in_any_layout(string space)
    {
        var table = Bars.Decode(Line("retrieval", Old, 1, space) + Line("retrieval", New, 2, space) + Bars.Line("\"A\":[3,3,3,3,3,3]", stamp: "2026-01-26_09:01"));
        Assert.Equal([new DateTime(2026, 1, 26, 9, 30, 0), new DateTime(2026, 1, 26, 16, 0, 0), null], Enumerable.Range(0, 3).Select(table.RetrievalAt));
        Assert.Equal([1m, 2m, 3m], table.Select(slice => slice["A"].Close));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_line_that_repeats_those_before_it_is_passed_over_and_one_that_does_not_is_read(string space)
    {
        Assert.Equal([1m, 2m], Bars.Decode(Line("retrieval", Old, 1, space) + Line("retrieval", New, 2, space) + Line("merged", New, 2, space)).Select(slice => slice["A"].Close));
        Assert.Equal([2m], Bars.Decode(Line("merged", New, 2, space)).Select(slice => slice["A"].Close));
    }

    [Theory]
    [InlineData("\"2026012609300\"")]
    [InlineData("\"20260126096000\"")]
    [InlineData("\"202601260930001\"")]
    [InlineData("\"yesterday at six\"")]
    [InlineData("20260126093000")]
    [InlineData("null")]
    public void A_retrieval_that_is_no_time_refuses_the_object(string retrieval)
    {
        foreach (var name in (string[])["retrieval", "merged"])
        {
            var exception = Assert.Throws<KlineFormatException>(() => Bars.Decode(Line("retrieval", Old, 1) + Line(name, New, 2).Replace($"\"{New}\"", retrieval, StringComparison.Ordinal)));
            Assert.Equal((2, name), (exception.Line, exception.Where));
        }
    }

    [Fact]
    public void Both_readers_give_what_was_written()
    {
        var versions = new KlineVersions(Bars.Date);
        for (var i = 0; i < 5; i++)
            versions.Add(Bars.Key("090000", "100000", $"2026012616000{i}"), KlineCodec.Unpack(KlineCodec.Pack(Bars.Day(i, accValue: i == 3, isPlain: true), i == 3)));
        using var text = new KlineText();
        text.Write(versions.Lines(keepVersions: true), accValue: true);
        var ours = KlineCodec.Decode(text.Written);
        var general = KlineCodec.Decode(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text.Written).Replace(",\"fields\"", " ,\"fields\"", StringComparison.Ordinal)));
        Assert.Equal(Bars.Flat(ours), Bars.Flat(general));
        Assert.Equal(Enumerable.Range(0, ours.Count).Select(ours.RetrievalAt), Enumerable.Range(0, general.Count).Select(general.RetrievalAt));
        Assert.Equal(60 * 5, ours.Count);
        Assert.Equal(60 * 6, Encoding.UTF8.GetString(text.Written).Count(c => c == '\n'));
    }

    [Fact]
    public void In_a_day_a_bar_is_as_old_as_its_line_says()
    {
        var day = new MergedSession(Bars.Date, Venue.Krx);
        day.Add(Bars.Key("090000", "090001", "20260126170000"), Bars.Decode(Line("retrieval", Old, 1) + Line("retrieval", New, 2)));
        day.Add(Bars.Key("090000", "090000", "20260126120000"), Bars.Decode(Bars.Line("\"A\":[3,3,3,3,3,3],\"B\":[3,3,3,3,3,3]")));
        Assert.True(day.TryGetKline("A", Bars.At(9, 0), out var kline));
        Assert.Equal(2m, kline.Close);
        day.Add(Bars.Key("090000", "090000", "20260126163000"), Bars.Decode(Bars.Line("\"A\":[4,4,4,4,4,4]")));
        Assert.True(day.TryGetKline("A", Bars.At(9, 0), out kline));
        Assert.Equal(4m, kline.Close);
        Assert.Equal(4, day.VersionsOf("A", Bars.At(9, 0)));
    }

    private static string Line(string name, string retrieval, int value, string space = "") =>
        Bars.Line($"\"A\":[{value},{value},{value},{value},{value},{value}]").Replace(",\"fields\"", $",{space}\"{name}\":\"{retrieval}\",\"fields\"", StringComparison.Ordinal);
}
