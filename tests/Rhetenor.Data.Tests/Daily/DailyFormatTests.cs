using System.Text;

namespace Rhetenor.Data.Tests.Daily;

/// <summary>The stored form of daily bars, byte for byte as docs/FORMAT.md documents it.</summary>
public sealed class DailyFormatTests
{
    private const string Text =
        """
        {"timestamp":"2018-05-03","fields":["open","high","low","close","volume","value","base","ex_code","split_ratio"],"data":{"005930":[2650000,2650000,2650000,2650000,0,0,2650000,0,0]}}
        {"timestamp":"2018-05-04","retrieval":"20261120200500","fields":["open","high","low","close","volume","value","base","ex_code","split_ratio"],"data":{"005930":[53000,53900,51800,51900,39565391,2078017927600,53000,0,50],"373220":[1.5,1.5,1.5,1.5,7,10,null,null,null]}}

        """;

    private static readonly DailyLine[] Lines =
    [
        new(new(2018, 5, 3), default, [new("005930", new(26_500_000_000, 26_500_000_000, 26_500_000_000, 26_500_000_000, 0, 0, 26_500_000_000))]),
        new(new(2018, 5, 4), new(2026, 11, 20, 20, 5, 0),
        [
            new("005930", new(530_000_000, 539_000_000, 518_000_000, 519_000_000, 39_565_391, 2_078_017_927_600, 530_000_000, 0, 500_000)),
            new("373220", new(15_000, 15_000, 15_000, 15_000, 7, 10, DailyBar.Unknown, -1, DailyBar.Unknown)),
        ]),
    ];

    [Fact]
    public void Lines_are_these_bytes() => Assert.Equal(Text.ReplaceLineEndings("\n"), Encoding.UTF8.GetString(DailyCodec.Encode(Lines)!.Value.Span));

    [Fact]
    public void M28_what_no_reader_takes_is_not_packed()
    {
        var bytes = Text.ReplaceLineEndings("\n").Length;
        Assert.NotNull(DailyCodec.TryPack(Lines, level: 3, maxText: bytes));
        Assert.Null(DailyCodec.TryPack(Lines, level: 3, maxText: bytes - 1));
        var coverage = new DailyCoverage("J_20261120200501.json.zstd", [], [new("005930", new(SymbolDayState.Doubtful, new(1990, 1, 1), new(2026, 11, 20), 0) { Reason = new string('a', 64 << 20) })]);
        Assert.Contains("at most 67108864", Assert.Throws<ArgumentException>(() => DailyCoverageCodec.Pack(coverage)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_lines_are_read_back()
    {
        var sink = new Sink();
        Assert.Equal(0, DailyCodec.Unpack(DailyCodec.Pack(Lines, level: 3), sink));
        Assert.Equal(Lines.SelectMany(line => line.Bars.Select(bar => (line.Date, line.Retrieval, bar.Key, bar.Value))), sink.Rows);
    }

    [Theory]
    [InlineData("""{"timestamp":"2018-05-04","fields":["close","open","high","low","other","volume","value"],"data":{"A":[4,1,5,1,{"x":[1]},7,8]}}""", 0, 1)]
    [InlineData("""{"timestamp":"2018-05-04","fields":["open","high","low","close","volume","value"],"data":{"A":[1,1,1,1,1],"B":[1,1,1,"1",1,1],"C":[1,1,1,1,1.5,1],"D":[-1,1,1,1,1,1],"E":[1,1,1,1,1,null]}}""", 5, 0)]
    public void Readers_go_by_names_and_leave_out_rows_that_they_cannot_read(string line, int bad, int good)
    {
        var sink = new Sink();
        Assert.Equal((bad, good), (DailyCodec.Unpack(ZstdText.Pack(Encoding.UTF8.GetBytes(line)), sink), sink.Rows.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"timestamp\":\"2018-05-04\"")]
    [InlineData("""{"data":{},"timestamp":"2018-05-04","fields":["open","high","low","close","volume","value"]}""")]
    [InlineData("""{"timestamp":"20180504","fields":["open","high","low","close","volume","value"],"data":{}}""")]
    [InlineData("""{"timestamp":"2018-05-04","fields":["open","high","low","close","volume"],"data":{}}""")]
    [InlineData("""{"timestamp":"2018-05-04","fields":["open","high","low","close","volume","value"],"data":{}} x""")]
    public void A_line_of_another_form_refuses_the_object(string line) =>
        Assert.Throws<KlineFormatException>(() => DailyCodec.Unpack(ZstdText.Pack(Encoding.UTF8.GetBytes(line + "\n")), new Sink()));

    [Theory]
    [InlineData("hantoo-stock-kline-1d/20180102_20181228_J_20261120200500.jsonl.zstd", true)]
    [InlineData("a/b/20180504_20180504_NX_20261120200500.jsonl.zstd", true)]
    [InlineData("20180102_20181228_UN_20261120200500.jsonl.zstd", true)]
    [InlineData("p/20171228_20180102_J_20261120200500.jsonl.zstd", false)] // two years
    [InlineData("p/20180504_20180503_J_20261120200500.jsonl.zstd", false)]
    [InlineData("p/20180504_20180504_X_20261120200500.jsonl.zstd", false)]
    [InlineData("p/20180504_20180504_J_99991231235959.jsonl.zstd", false)]
    [InlineData("p/20260126090000_20260126153000_J_20260126160000.jsonl.zstd", false)]
    public void Keys_name_first_and_last_session_venue_and_retrieval(string key, bool isKey)
    {
        Assert.Equal(isKey, DailyKey.TryParse(key, out var parsed));
        if (isKey)
            Assert.Equal(key, parsed.ToString());
    }

    [Fact]
    public void Coverage_is_these_bytes_and_is_read_back()
    {
        var coverage = new DailyCoverage(
            "J_20261120200501.json.zstd",
            [new("20180102_20181228_J_20261120200500.jsonl.zstd", new(812, new string('a', 64)))],
            [
                new("000020", new(SymbolDayState.NotListed, new(1990, 1, 1), new(2026, 11, 20), 0) { Witness = "second reading" }),
                new("005930", new(SymbolDayState.Complete, new(1990, 1, 1), new(2026, 11, 20), 8_700) { First = new(1991, 8, 28), Last = new(2026, 11, 20), Witness = "first session, base prices" }),
            ]);
        var packed = DailyCoverageCodec.Pack(coverage);
        Assert.Equal(
            $$$$"""{"name":"J_20261120200501.json.zstd","objects":[{"name":"20180102_20181228_J_20261120200500.jsonl.zstd","length":812,"sha256":"{{{{new string('a', 64)}}}}"}],"symbols":{"000020":{"state":"not_listed","from":"19900101","through":"20261120","bars":0,"witness":"second reading"},"005930":{"state":"bars","from":"19900101","through":"20261120","bars":8700,"first":"19910828","last":"20261120","witness":"first session, base prices"}}}""" + "\n",
            Encoding.UTF8.GetString(ZstdText.Unpack(packed, 1 << 20, "coverage").Span));
        Assert.Equal(packed, DailyCoverageCodec.Pack(DailyCoverageCodec.Unpack(coverage.Name, packed)));
        Assert.Throws<KlineFormatException>(() => DailyCoverageCodec.Unpack("J_20261120200502.json.zstd", packed));
    }

    private sealed class Sink : IDailySink
    {
        public List<(DateOnly, DateTime, string, DailyBar)> Rows { get; } = [];

        public KlineSymbols Symbols { get; } = new();

        public void Add(DateOnly date, DateTime retrieval, int symbol, in DailyBar bar) => Rows.Add((date, retrieval, Symbols[symbol], bar));
    }
}
