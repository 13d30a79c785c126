using System.Text;

namespace Rhetenor.Data.Tests.Klines;

public sealed class KlineCoverageTests
{
    private static readonly TimeOnly Noon = new(12, 0);
    private static readonly TimeOnly Close = new(15, 30);

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        var coverage = Coverage(0, ("005930", new(SymbolDayState.Complete, Close, true)), ("000660", new(SymbolDayState.Failed, null, Reason: "\"거래\"")));
        Assert.Equal(
            """{"date":"20260126","exchange":"J","retrieval":"20260126160000","symbols":{"000660":{"state":"failed","through":null,"final":false,"reason":"\"거래\""},"005930":{"state":"bars","through":"1530","final":true}},"sha256":"714d875cf15689003c19bab4d6b33021e8c1b0f789f8a6dfbab30a98b82e44f6"}""" + "\n",
            Encoding.UTF8.GetString(coverage.ToJson()));
        var read = KlineCoverage.FromJson(coverage.ToJson());
        Assert.Equal(coverage.Symbols, read.Symbols);
        Assert.Equal((coverage.Date, coverage.Venue, coverage.Retrieval), (read.Date, read.Venue, read.Retrieval));
        Assert.Equal(coverage.ToJson(), read.ToJson());
    }

    [Fact]
    public void P16_every_flipped_bit_and_every_truncation_of_a_coverage_object_is_reported()
    {
        var body = Coverage(0, ("005930", new(SymbolDayState.Complete, Close, true)), ("000660", new(SymbolDayState.Failed, null, Reason: "\"거래\"")), ("A", new(SymbolDayState.NoTrades, Noon))).ToJson();
        for (var bit = 0; bit < body.Length * 8; bit++)
        {
            body[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<KlineFormatException>(() => KlineCoverage.FromJson(body));
            body[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        for (var length = 0; length < body.Length; length++)
            Assert.Throws<KlineFormatException>(() => KlineCoverage.FromJson(body.AsSpan(0, length)));
    }

    [Fact]
    public void An_object_without_a_checksum_is_read()
    {
        var text = Encoding.UTF8.GetString(Coverage(0, ("005930", new(SymbolDayState.Complete, Close, true))).ToJson());
        var bare = text[..text.IndexOf(",\"sha256", StringComparison.Ordinal)] + "}";
        Assert.Equal(new KlineSymbolCoverage(SymbolDayState.Complete, Close, true), KlineCoverage.FromJson(Encoding.UTF8.GetBytes(bare)).Symbols["005930"]);
    }

    [Fact]
    public void The_objects_it_speaks_of_are_named_once_in_order_and_absent_when_not_known()
    {
        var coverage = new KlineCoverage(Bars.Date, Venue.Krx, Bars.At(16, 0), []);
        var body = coverage.ToJson(["b", "a", "b"]);
        Assert.StartsWith(
            """{"date":"20260126","exchange":"J","retrieval":"20260126160000","objects":["a","b"],"symbols":{}""",
            Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.Equal([new("a", null), new("b", null)], PlainCoverage.Read(body).Objects!);
        Assert.Null(PlainCoverage.Read(Coverage(0).ToJson()).Objects);
    }

    [Fact]
    public void Keys_are_written_and_read()
    {
        var key = new KlineCoverageKey("p/q", Bars.Date, Venue.Krx, Bars.At(16, 0));
        foreach (var (one, text) in (IReadOnlyList<(KlineCoverageKey, string)>)[
            (key, "p/q/coverage/20260126_J_20260126160000.json.zstd"),
            (key with { Number = 7 }, "p/q/coverage/20260126_J_20260126160000_07.json.zstd"),
            (key with { IsPlain = true }, "p/q/coverage/20260126_J_20260126160000.json"),
            (new("", Bars.Date, Venue.Unified, Bars.At(16, 0)), "coverage/20260126_UN_20260126160000.json.zstd")])
        {
            Assert.Equal(text, one.ToString());
            Assert.True(KlineCoverageKey.TryParse(text, out var parsed));
            Assert.Equal(one, parsed);
            Assert.True(KlineCoverageKey.TryParseName(one.Name, out parsed));
            Assert.Equal(one with { Prefix = "" }, parsed);
            Assert.StartsWith(KlineCoverageKey.DayPrefix(one.Prefix, Bars.Date), text, StringComparison.Ordinal);
            Assert.False(KlineKey.TryParse(text, out _));
        }

        foreach (var foreign in (string?[])[null, "", "p/20260126_J_20260126160000.json", "p/coverage/20260126_J.json", "p/coverage/20260230_J_20260126160000.json", "p/coverage/20260126_K_20260126160000.json", "p/coverage/20260126_J_202601261600.json", "p/xcoverage/20260126_J_20260126160000.json",
            "p/coverage/20260126_J_20260126160000_01.json", "p/coverage/20260126_J_20260126160000_00.json.zstd", "p/coverage/20260126_J_20260126160000_1.json.zstd", "p/coverage/20260126_J_20260126160000_100.json.zstd", "p/coverage/20260126_J_20260126160000.json.zst", "p/coverage/20260126_J_99991231235959.json.zstd", "p/coverage/20260126_J_99991231235959_01.json.zstd"])
            Assert.False(KlineCoverageKey.TryParse(foreign, out _), foreign);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"date":"20260126","exchange":"K","retrieval":"20260126160000","symbols":{}}""")]
    [InlineData("""{"date":"20260230","exchange":"J","retrieval":"20260126160000","symbols":{}}""")]
    [InlineData("""{"date":"20260126","exchange":"J","retrieval":"20260126160000","symbols":{"A":1}}""")]
    [InlineData("""{"date":"20260126","exchange":"J","retrieval":"20260126160000","symbols":{"A":{"state":"bars","through":"2530"}}}""")]
    [InlineData("""{"date":"20260126","exchange":"J","retrieval":"20260126160000","symbols":{"A":{"state":"bars"},"A":{"state":"bars"}}}""")]
    public void Other_text_is_refused(string json) =>
        Assert.Throws<KlineFormatException>(() => KlineCoverage.FromJson(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void What_is_not_known_is_ignored_and_claims_nothing()
    {
        var read = KlineCoverage.FromJson("\uFEFF {\"v\":2,\"date\":\"20260126\",\"exchange\":\"J\",\"retrieval\":\"20260126160000\",\"symbols\":{\"A\":{\"state\":\"moon\",\"through\":\"1530\",\"final\":true},\"B\":{\"state\":\"no_trades\",\"more\":[]}}}"u8);
        Assert.Equal(new KlineSymbolCoverage(SymbolDayState.Failed, null), read.Symbols["A"]);
        Assert.Equal(new KlineSymbolCoverage(SymbolDayState.NoTrades, null), read.Symbols["B"]);
    }

    [Fact]
    public void The_later_run_wins_but_a_failure_takes_nothing_back()
    {
        var runs = new[]
        {
            Coverage(0, ("A", new(SymbolDayState.Complete, Noon)), ("B", new(SymbolDayState.Failed, null)), ("C", new(SymbolDayState.NoTrades, Noon)), ("D", new(SymbolDayState.Failed, null, Reason: "x"))),
            Coverage(1, ("A", new(SymbolDayState.Failed, null)), ("B", new(SymbolDayState.Complete, Close)), ("C", new(SymbolDayState.Complete, Close, true))),
            Coverage(2, ("D", new(SymbolDayState.Failed, Noon)), ("C", new(SymbolDayState.Failed, Noon))),
        };
        foreach (var order in (int[][])[[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1]])
        {
            var merged = KlineCoverage.Merge(order.Select(i => runs[i]));
            Assert.Equal(Bars.At(16, 2), merged.Retrieval);
            Assert.Equal(
                [
                    KeyValuePair.Create("A", new KlineSymbolCoverage(SymbolDayState.Complete, Noon)),
                    KeyValuePair.Create("B", new KlineSymbolCoverage(SymbolDayState.Complete, Close)),
                    KeyValuePair.Create("C", new KlineSymbolCoverage(SymbolDayState.Complete, Close, true)),
                    KeyValuePair.Create("D", new KlineSymbolCoverage(SymbolDayState.Failed, Noon)),
                ],
                merged.Symbols);
        }

        Assert.Throws<ArgumentException>(() => KlineCoverage.Merge([]));
        Assert.Throws<ArgumentException>(() => KlineCoverage.Merge([runs[0], new KlineCoverage(Bars.Date, Venue.Unified, Bars.At(16, 0), [])]));
    }

    [Theory]
    [InlineData(SymbolDayState.NoTrades, KlineWitnesses.DailyBar, true)]
    [InlineData(SymbolDayState.NotListed, KlineWitnesses.SecondReading, true)]
    [InlineData(SymbolDayState.Complete, KlineWitnesses.MoneyChain | KlineWitnesses.Quote, true)]
    [InlineData(SymbolDayState.Complete, KlineWitnesses.MoneyChain | KlineWitnesses.LastMinute, false)] // bars that are stored stay proven
    [InlineData(SymbolDayState.Complete, KlineWitnesses.MoneyChain | KlineWitnesses.DailyBar, true)]
    [InlineData(SymbolDayState.Complete, KlineWitnesses.MoneyChain | KlineWitnesses.DailyBar | KlineWitnesses.NextMaster, false)]
    public void M3_a_doubt_about_a_day_that_the_next_master_may_contradict_stands(SymbolDayState state, KlineWitnesses witnesses, bool stands)
    {
        var doubt = new KlineSymbolCoverage(SymbolDayState.Doubtful, null, Reason: "50,000 shares traded on the day.") { Doubted = Bars.At(18, 30) };
        var merged = KlineCoverage.Merge([Coverage(0, ("A", new(state, Close, true) { Witnesses = witnesses })), Coverage(1, ("A", doubt))]);
        Assert.Equal(stands ? SymbolDayState.Doubtful : state, merged.Symbols["A"].State);
    }

    [Fact]
    public void A_run_that_covers_less_or_is_not_final_takes_nothing_back()
    {
        var merged = KlineCoverage.Merge(
        [
            Coverage(0, ("A", new(SymbolDayState.Complete, Close)), ("B", new(SymbolDayState.Complete, Close, true)), ("C", new(SymbolDayState.Complete, Noon)), ("D", new(SymbolDayState.Doubtful, null, Reason: "a"))),
            Coverage(1, ("A", new(SymbolDayState.Complete, Noon)), ("B", new(SymbolDayState.Complete, Close)), ("C", new(SymbolDayState.Doubtful, null, Reason: "c")), ("D", new(SymbolDayState.Complete, Noon))),
        ]);
        Assert.Equal(
            [
                KeyValuePair.Create("A", new KlineSymbolCoverage(SymbolDayState.Complete, Close)),
                KeyValuePair.Create("B", new KlineSymbolCoverage(SymbolDayState.Complete, Close, true)),
                KeyValuePair.Create("C", new KlineSymbolCoverage(SymbolDayState.Complete, Noon)),
                KeyValuePair.Create("D", new KlineSymbolCoverage(SymbolDayState.Complete, Noon)),
            ],
            merged.Symbols);
    }

    [Fact]
    public void M12_a_day_that_ended_earlier_than_was_known_becomes_final()
    {
        var merged = KlineCoverage.Merge([Coverage(0, ("A", new(SymbolDayState.Complete, Close))), Coverage(1, ("A", new(SymbolDayState.Complete, Noon, true)))]);
        Assert.Equal(new KlineSymbolCoverage(SymbolDayState.Complete, Noon, true), merged.Symbols["A"]);
    }

    private static KlineCoverage Coverage(int minute, params (string Symbol, KlineSymbolCoverage Coverage)[] symbols) =>
        new(Bars.Date, Venue.Krx, Bars.At(16, minute), symbols.Select(symbol => KeyValuePair.Create(symbol.Symbol, symbol.Coverage)));
}
