using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rhetenor.Data.Tests.Masters;

public sealed class MasterJsonTests
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void The_cached_form_is_this()
    {
        var file = Samples.FileOf(Market.Konex, ("korean_name", "가나\"다\\"), ("base_price", "000001250"), ("trading_halted", "N"));
        var json = Encoding.UTF8.GetString(file.ToJson());
        Assert.StartsWith(
            """{"005930":{"standard_code":"KR7005930003","korean_name":"가나\"다\\","market":"konex","security_group":"ST","base_price":"000001250","regular_lot_size":"","after_hours_lot_size":"","trading_halted":"N",""",
            json, StringComparison.Ordinal);
        Assert.EndsWith("\"stock_loan_available\":\"\"}}", json, StringComparison.Ordinal);
        Assert.Equal(HantooMstSpec.Konex.Fields.Count, JsonNode.Parse(json)!["005930"]!.AsObject().Count);
    }

    [Theory]
    [InlineData(Market.Kospi)]
    [InlineData(Market.Kosdaq)]
    [InlineData(Market.Konex)]
    public void Any_layout_of_the_same_text_reads_the_same(Market market)
    {
        var file = Samples.File(market, 80);
        var json = file.ToJson();
        var parsed = JsonNode.Parse(json)!;
        byte[][] layouts =
        [
            json,
            JsonSerializer.SerializeToUtf8Bytes(parsed, Indented),
            JsonSerializer.SerializeToUtf8Bytes(parsed),
            [0xEF, 0xBB, 0xBF, .. json],
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json).Replace(":\"", ": \"", StringComparison.Ordinal).Replace("\",", "\", ", StringComparison.Ordinal)),
        ];
        foreach (var layout in layouts)
            Assert.Equal(json, MasterFile.FromJson(layout, file.Spec).ToJson());
    }

    [Fact]
    public void The_original_s_own_field_names_are_kept_and_read_by_name()
    {
        const string json = """
            {"005930": {"standard_code": "KR7005930003", "korean_name": "삼성전자", "market": "KOSPI", "group_code": "ST", "kospi50": "Y", "base_price": "000071800"},
             "069500": {"standard_code": "KR7069500007", "korean_name": "KODEX 200", "market": "KOSPI", "group_code": "EF", "kospi50": "N", "base_price": "000083560"}}
            """;
        var file = Read(json);
        Assert.Equal(2, file.Count);
        Assert.Equal(["short_code", "standard_code", "korean_name", "group_code", "kospi50", "base_price"], file.FieldNames);
        Assert.Equal(("Y", "ST", 71_800L), (file["005930"]["kospi50"], file["005930"]["group_code"], file["005930"].BasePrice));
        Assert.Equal("삼성전자", file["005930"].KoreanName);
        Assert.Null(file["005930"].IsTradingHalted);
        Assert.Equal(file.FieldNames, MasterFile.FromJson(file.ToJson(), HantooMstSpec.Kospi).FieldNames);
    }

    [Fact]
    public void H7_fields_reordered_missing_and_extra_are_mapped_by_name()
    {
        var file = Read("""
            {"A":{"korean_name":"가","standard_code":"KR7005930003","market":"kospi","security_group":"ST","base_price":"1"},
             "B":{"base_price":"2","extra":"x","standard_code":"KR7000660001","security_group":"EF"}}
            """);
        Assert.Equal((1L, 2L), (file["A"].BasePrice, file["B"].BasePrice));
        Assert.Equal(("", "x"), (file["A"]["extra"], file["B"]["extra"]));
        Assert.Equal(("가", ""), (file["A"].KoreanName, file["B"].KoreanName));
        Assert.Equal("EF", file["B"].SecurityGroup);
    }

    [Fact]
    public void H8_H9_numbers_and_nulls_are_read_as_text()
    {
        var file = Read("""{"A":{"standard_code":"KR7005930003","korean_name":null,"market":"kospi","security_group":"ST","base_price":71800,"roe":4.49}}""");
        Assert.Equal((71_800L, 4.49m, ""), (file["A"].BasePrice, file["A"].Roe, file["A"].KoreanName));
    }

    [Fact]
    public void A_tail_shifted_by_a_counted_newline_is_recognised()
    {
        // The parser of the mistake: the line without its newline, and the last 228 characters taken for the tail.
        var mst = Samples.Mst(records: 300);
        foreach (var (width, expected) in (IEnumerable<(int, string)>)[(228, "early"), (226, "late")])
        {
            var json = new JsonObject();
            foreach (var line in Cp949.Encoding.GetString(mst).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var tail = line[^width..];
                var record = new JsonObject { ["standard_code"] = line[9..21], ["korean_name"] = line[21..^width].Trim(), ["market"] = "kospi" };
                var at = 0;
                foreach (var field in HantooMstSpec.Kospi.TailFields)
                {
                    record[field.Name] = tail[Math.Min(at, tail.Length)..Math.Min(at + field.Width, tail.Length)].Trim();
                    at += field.Width;
                }

                json[line[..9].Trim()] = record;
            }

            var exception = Assert.Throws<MstFormatException>(() => MasterFile.FromJson(JsonSerializer.SerializeToUtf8Bytes(json), HantooMstSpec.Kospi));
            Assert.Equal("a security group after the name", exception.Expected);
            Assert.Contains($"one byte too {expected}", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_few_unknown_groups_are_no_shift()
    {
        var mst = Samples.Mst(records: 100);
        for (var i = 0; i < 9; i++)
            Samples.Put(mst, HantooMstSpec.Kospi, "security_group", "S "u8, i * 289);
        Assert.Equal(100, MasterFile.FromJson(MstParser.Parse(mst, HantooMstSpec.Kospi).ToJson(), HantooMstSpec.Kospi).Count);
    }

    [Theory]
    [InlineData("{}", "expected at least one record, found none")]
    [InlineData("", "expected valid JSON")]
    [InlineData("[]", "expected an object of records near byte 0, found a StartArray")]
    [InlineData("null", "expected an object of records near byte 0, found a Null")]
    [InlineData("""{"A":"B"}""", "expected an object of fields near byte 5, found a String")]
    [InlineData("""{"A":{"korean_name":["x"]}}""", "expected text near byte 20, found a StartArray")]
    [InlineData("""{"A":{"korean_name":true}}""", "expected text near byte 20, found a True")]
    [InlineData("""{"A":{"korean_name":"x"}} trailing""", "expected valid JSON")]
    [InlineData("""{"A":{"market":"kosdaq"}}""", "expected records of kospi, found kosdaq in record 1")]
    public void H1_H13_other_shapes_are_typed(string json, string expected) =>
        Assert.StartsWith($"The cached kospi master is unusable: {expected}", Assert.Throws<MstFormatException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void H3_H4_every_truncation_is_refused()
    {
        var json = Samples.File(Market.Konex, 3).ToJson();
        for (var length = 0; length < json.Length; length++)
            Assert.Throws<MstFormatException>(() => MasterFile.FromJson(json.AsSpan(0, length), HantooMstSpec.Konex));
    }

    [Fact]
    public void H12_a_name_twice_is_refused()
    {
        Assert.Equal("each field once in a record", Assert.Throws<MstFormatException>(
            () => Read("""{"A":{"base_price":"1","base_price":"2"}}""")).Expected);
        var exception = Assert.Throws<MstFormatException>(() => Read("""{"A":{"base_price":"1"},"A":{"base_price":"2"}}"""));
        Assert.Equal(("each short code once", "'A' twice"), (exception.Expected, exception.Found));
        var json = Encoding.UTF8.GetString(Samples.File(Market.Konex, 1).ToJson());
        var twice = json[..^1] + "," + json[1..];
        Assert.Equal("each short code once", Assert.Throws<MstFormatException>(
            () => MasterFile.FromJson(Encoding.UTF8.GetBytes(twice), HantooMstSpec.Konex)).Expected);
    }

    [Fact]
    public void H14_depth_10000_is_refused() =>
        Assert.StartsWith("text near byte ", Assert.Throws<MstFormatException>(
            () => Read(string.Concat(Enumerable.Repeat("{\"A\":", 10_000)))).Expected, StringComparison.Ordinal);

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0x01)]
    public void H15_bytes_that_are_no_json_text_are_refused(byte bad)
    {
        var json = Samples.File(Market.Konex, 2).ToJson();
        json[json.AsSpan().IndexOf("korean_name"u8) + 15] = bad;
        Assert.Equal("UTF-8", Assert.Throws<MstFormatException>(() => MasterFile.FromJson(json, HantooMstSpec.Konex)).Expected);
    }

    [Fact]
    public void L13_text_built_to_exhaust_memory_is_refused_within_budget()
    {
        var names = string.Join(',', Enumerable.Range(0, 40_000).Select(i => $"\"{i}\":\"\""));
        var records = string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"\"{i}\":{{}}"));
        var wide = $$"""{"x":{"a":"{{new string('y', 500_000)}}"},{{records}}}""";
        foreach (var hostile in (string[])[$"{{\"x\":{{{names}}},{records}}}", wide])
        {
            var bytes = Encoding.UTF8.GetBytes(hostile);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<MstFormatException>(() => MasterFile.FromJson(bytes, HantooMstSpec.Kospi));
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 << 20);
        }
    }

    [Fact]
    public void Random_edits_never_escape_the_typed_errors()
    {
        var json = Samples.File(Market.Konex, 4).ToJson();
        var random = new Random(20_261_122);
        for (var i = 0; i < 4_000; i++)
        {
            var edited = (byte[])json.Clone();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
                edited[random.Next(edited.Length)] = (byte)random.Next(256);
            try
            {
                foreach (var record in MasterFile.FromJson(edited, HantooMstSpec.Konex))
                    _ = (record.BasePrice, record.KoreanName, record.NetIncome, record.Roe, record.FinancialsPeriod);
            }
            catch (MstFormatException)
            {
            }
        }
    }

    private static MasterFile Read(string json) => MasterFile.FromJson(Encoding.UTF8.GetBytes(json), HantooMstSpec.Kospi);
}
