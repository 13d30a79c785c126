using System.Text;

namespace Rhetenor.Data.Tests.Klines;

/// <summary>Coverage objects: lines of JSON in a zstd frame.</summary>
public sealed class CoverageCodecTests
{
    private static readonly KlineCoverageKey Name = new("", Bars.Date, Venue.Krx, Bars.At(16, 0));
    private static readonly ObjectMark Mark = new("20260126090000_20260126153000_J_20260126160000.jsonl.zstd", new(1_234, new('a', 64)));

    private static readonly KeyValuePair<string, KlineSymbolCoverage>[] Symbols =
    [
        new("005930", new(SymbolDayState.Complete, new TimeOnly(15, 30), true)), new("000660", new(SymbolDayState.Failed, null, Reason: "\"거래\" 중단")),
        new("000020", new(SymbolDayState.Complete, new TimeOnly(15, 30), true)), new("0012D0", new(SymbolDayState.NoTrades, new TimeOnly(12, 0))),
    ];

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        var record = CoverageRecord.Of(Name, Symbols, ["20260126_J_20260126155500.json.zstd"], [Mark]);
        const string line = """
            {"name":"20260126_J_20260126160000.json.zstd","after":["20260126_J_20260126155500.json.zstd"],"objects":[{"name":"20260126090000_20260126153000_J_20260126160000.jsonl.zstd","length":1234,"sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}],"entries":[{"state":"bars","through":"1530","final":true,"symbols":["000020","005930"]},{"state":"failed","through":null,"final":false,"reason":"\"거래\" 중단","symbols":["000660"]},{"state":"no_trades","through":"1200","final":false,"symbols":["0012D0"]}]}
            """;
        Assert.Equal(line, Encoding.UTF8.GetString(record.Line.Span));
        var body = CoverageCodec.Pack(record);
        Assert.Equal(line + "\n", Text(body));
        Assert.Equal(
            "KLUv/WQPAcUHAEJPMCeAa4sBDDMwtyzFmY2Z4GEIVznK8NtBo98tMkDzECmR0c54GhObCwyALMoiv+Ac/05SsV4Jo+/ZEtFIKpuAEROK5oLJGGFoitkoq5u0M1ZzNigl5xWrlkX+Q4B+N9/9vyc2MRzWTTbqhZ6RXpWbDW0pGli1"
            + "rpttjZOh5Y3XyqteKt2izNHQD3LRsm6DxznQ1lVQOef/5/8JP0Dbm5CLCXOLIAg6QFd5q+hm6tqHgGJ2Ifj/50gG6Tnnz90ZWjIiNSQTAE10QA2Z3KzjZXRYbkDPFURCXkB4Ga7WSpkdLjNMiEssMEIETJEgjIIN8wfHWKo/mCh3zYSazw==",
            Convert.ToBase64String(body));

        // The order in which symbols and objects come does not matter.
        Assert.Equal(body, CoverageCodec.Pack(CoverageRecord.Of(Name with { Prefix = "p" }, Symbols.Reverse(), record.After, [Mark])));
    }

    [Fact]
    public void A_merged_object_has_its_own_line_first_and_the_records_unchanged()
    {
        var plain = PlainCoverage.Read(new KlineCoverage(Bars.Date, Venue.Krx, Bars.At(15, 0), Symbols[..1]).ToJson(["x.jsonl.zstd"]));
        var record = CoverageRecord.Of(Name, Symbols, [], [Mark]);
        var name = Name with { Number = 1 };
        var own = CoverageRecord.Of(name, [], [Name.Name], [Mark with { Contains = ["b", "c"] }]);
        var body = CoverageCodec.TryPack([own, plain, record])!;
        Assert.Equal(
            """
            {"name":"20260126_J_20260126160000_01.json.zstd","after":["20260126_J_20260126160000.json.zstd"],"objects":[{"name":"20260126090000_20260126153000_J_20260126160000.jsonl.zstd","length":1234,"sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","contains":["b","c"]}],"entries":[]}
            {"name":"20260126_J_20260126150000.json","objects":[{"name":"x.jsonl.zstd"}],"entries":[{"state":"bars","through":"1530","final":true,"symbols":["005930"]}]}

            """ + Encoding.UTF8.GetString(record.Line.Span) + "\n",
            Text(body));
        var read = CoverageCodec.Unpack(name, body);
        Assert.Equal([own.Line.ToArray(), plain.Line.ToArray(), record.Line.ToArray()], read.Select(one => one.Line.ToArray()));
        Assert.Equal(["b", "c"], read[0].Objects![0].Contains!);
        Assert.Equal([new("x.jsonl.zstd", null)], read[1].Objects!);
        Assert.Equal(CoverageClaims.Merge(plain.Claims.Concat(record.Claims)), CoverageClaims.Merge(read.SelectMany(one => one.Claims)));
    }

    [Fact]
    public void P15_whatever_is_written_is_read_back()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var records = Enumerable.Range(0, 1 + random.Next(5)).Select(i => Random(random, Name with { Retrieval = Bars.At(10, i) })).ToList();
            var name = Name with { Number = 1 };
            records.Insert(0, Random(random, name));
            var read = CoverageCodec.Unpack(name, CoverageCodec.TryPack(records)!);
            Assert.Equal(records.Select(record => record.Name), read.Select(record => record.Name));
            Assert.Equal(records.Select(record => record.Line.ToArray()), read.Select(record => record.Line.ToArray()));
            Assert.Equal(records.Select(Told), read.Select(Told));
            Assert.Equal(read.Select(record => record.Line.ToArray()), read.Select(record => CoverageJson.Write(record).ToArray()));
        }

        static string Told(CoverageRecord record) => string.Join('\n',
        [
            .. record.Claims.Select(claim => $"{claim.Retrieval} {claim.Entry} {string.Join(',', claim.Symbols)}"), string.Join(',', record.After),
            .. record.Objects?.Select(mark => $"{mark.Name} {mark.Content} {string.Join(',', mark.Contains ?? ["-"])}") ?? ["-"],
        ]);
    }

    [Fact]
    public void P16_every_flipped_bit_and_every_truncation_is_refused_or_has_no_effect()
    {
        var record = CoverageRecord.Of(Name, Symbols, [], [Mark]);
        var body = CoverageCodec.Pack(record);
        var read = 0;
        for (var bit = 0; bit < body.Length * 8; bit++)
        {
            body[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.Equal(record.Line.ToArray(), CoverageCodec.Unpack(Name, body)[0].Line.ToArray());
                read++;
            }
            catch (KlineFormatException)
            {
            }

            body[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.InRange(read, 0, 8);
        for (var length = 0; length < body.Length; length++)
            Assert.Throws<KlineFormatException>(() => CoverageCodec.Unpack(Name, body.AsSpan(0, length)));
    }

    [Fact]
    public void J12_the_content_of_another_name_is_refused()
    {
        var record = CoverageRecord.Of(Name, Symbols, [], [Mark]);
        var body = CoverageCodec.Pack(record);
        foreach (var other in (KlineCoverageKey[])[Name with { Retrieval = Bars.At(16, 1) }, Name with { Venue = Venue.Nextrade }, Name with { Date = Bars.Date.AddDays(1) }, Name with { Number = 1 }])
            Assert.Contains(other.Name, Assert.Throws<KlineFormatException>(() => CoverageCodec.Unpack(other, body)).Message, StringComparison.Ordinal);

        // The coverage of one run has one record, and nobody merges the coverage of two days.
        Assert.Throws<KlineFormatException>(() => CoverageCodec.Unpack(Name, CoverageCodec.TryPack([record, Random(new(1), Name with { Retrieval = Bars.At(9, 0) })])!));
        var merged = CoverageRecord.Of(Name with { Number = 1 }, [], [], []);
        Assert.Throws<KlineFormatException>(() => CoverageCodec.Unpack(merged.Name, CoverageCodec.TryPack([merged, Random(new(1), Name with { Date = Bars.Date.AddDays(1) })])!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"name":"20260126_J_20260126160000.json.zstd"}""")]
    [InlineData("""{"name":"x","entries":[]}""")]
    [InlineData("""{"name":"20260126_J_20260126160000.json.zstd","entries":[{"state":"bars","through":"2530","symbols":[]}]}""")]
    [InlineData("""{"name":"20260126_J_20260126160000.json.zstd","entries":[{"state":"bars","symbols":[1]}]}""")]
    [InlineData("""{"name":"20260126_J_20260126160000.json.zstd","entries":[{"state":"bars","symbols":["A?"]}]}""")]
    [InlineData("""{"name":"20260126_J_20260126160000.json.zstd","entries":[{"state":"bars","symbols":["A234567890123"]}]}""")]
    [InlineData("""{"name":"20260126_J_20260126160000.json.zstd","entries":[{"state":"bars","symbols":["A","A"]}]}""")]
    [InlineData("""{"name":"20260126_J_20260126160000.json.zstd","entries":[{"state":"bars","symbols":["A"]},{"state":"halted","symbols":["A"]}]}""")]
    [InlineData("""{"name":"20260126_J_20260126160000.json.zstd","after":[1],"entries":[]}""")]
    [InlineData("""{"name":"20260126_J_20260126160000.json.zstd","objects":[{"name":"x","sha256":"y"}],"entries":[]}""")]
    [InlineData("""{"name":"20260126_J_20260126160000.json.zstd","objects":["x"],"entries":[]}""")]
    public void Other_text_is_refused(string text) => Assert.Throws<KlineFormatException>(() => CoverageCodec.Unpack(Name, Packed(text)));

    [Fact]
    public void What_is_not_known_is_ignored_kept_and_claims_nothing()
    {
        const string line = """{"name":"20260126_J_20260126160000.json.zstd","v":3,"entries":[{"state":"moon","through":"1530","final":true,"symbols":["A"]},{"state":"no_trades","more":[],"symbols":["B"]}]}""";
        var read = CoverageCodec.Unpack(Name, Packed(line))[0];
        Assert.Equal(new KlineSymbolCoverage(SymbolDayState.Failed, null), read.Claims[0].Entry);
        Assert.Equal(new KlineSymbolCoverage(SymbolDayState.NoTrades, null), read.Claims[1].Entry);
        Assert.Null(read.Objects);
        var merged = CoverageRecord.Of(Name with { Number = 1 }, [], [], []);
        Assert.Contains(line, Text(CoverageCodec.TryPack([merged, read])!), StringComparison.Ordinal);
    }

    [Fact]
    public void I5_more_text_or_symbols_than_a_day_can_have_are_refused_and_not_written()
    {
        var line = $"{{\"name\":\"{Name.Name}\",\"entries\":[]";
        Assert.Contains("16777216 bytes", Refusal(Packed(line + new string(' ', 17 << 20) + "}")), StringComparison.Ordinal);
        Assert.Contains("expected a zstd frame with a checksum", Refusal([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58, (1 << 3) | 1, 0, 0, (byte)'{']), StringComparison.Ordinal);
        var many = CoverageRecord.Of(Name, Enumerable.Range(0, 500_001).Select(i => KeyValuePair.Create($"{i:X}", new KlineSymbolCoverage(SymbolDayState.NoTrades, null))), [], []);
        var other = CoverageRecord.Of(Name with { Number = 1 }, many.Claims.SelectMany(claim => claim.Symbols.Select(symbol => KeyValuePair.Create(symbol, claim.Entry))), [], []);
        Assert.Null(CoverageCodec.TryPack([other, many]));
        Assert.Contains("more than 1000000 symbols", Assert.Throws<KlineFormatException>(() =>
            CoverageCodec.Unpack(other.Name, Packed($"{Encoding.UTF8.GetString(other.Line.Span)}\n{Encoding.UTF8.GetString(many.Line.Span)}"))).Message, StringComparison.Ordinal);
        Assert.NotNull(CoverageCodec.TryPack([other]));

        static string Refusal(byte[] body) => Assert.Throws<KlineFormatException>(() => CoverageCodec.Unpack(Name, body)).Message;
    }

    private static CoverageRecord Random(Random random, KlineCoverageKey name)
    {
        SymbolDayState[] states = [SymbolDayState.Complete, SymbolDayState.NoTrades, SymbolDayState.Halted, SymbolDayState.NotListed, SymbolDayState.Doubtful, SymbolDayState.Failed];
        var symbols = Enumerable.Range(0, random.Next(20)).Select(i => $"{i * 37:X4}").Select(symbol => KeyValuePair.Create(symbol, new KlineSymbolCoverage(
            states[random.Next(states.Length)], random.Next(3) == 0 ? null : new TimeOnly(9 + random.Next(3), 30), random.Next(2) == 0, random.Next(3) == 0 ? "왜\n\"" : null)));
        var marks = Enumerable.Range(0, random.Next(4)).Select(i => new ObjectMark(
            $"o{i}", random.Next(3) == 0 ? null : new(random.Next(), new('f', 64)), random.Next(3) == 0 ? ["a", "b"] : null));
        return CoverageRecord.Of(name, symbols, Enumerable.Range(0, random.Next(3)).Select(i => $"after{i}"), random.Next(5) == 0 ? null : marks);
    }

    private static byte[] Packed(string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var frame = new byte[Zstd.Bound(content.Length)];
        return frame[..Zstd.Compress(content, frame, 3)];
    }

    private static string Text(byte[] body)
    {
        using var reader = new Zstd.Reader(body, KlineLimits.Default);
        var text = new byte[1 << 20];
        return Encoding.UTF8.GetString(text, 0, reader.Read(body, text));
    }
}
