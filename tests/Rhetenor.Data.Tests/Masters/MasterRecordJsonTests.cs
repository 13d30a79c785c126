using System.Collections;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>Masters as a web API and a notebook show them.</summary>
public sealed partial class MasterRecordJsonTests
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void A_record_is_one_flat_object_of_texts()
    {
        var record = Samples.Record(Market.Konex, ("korean_name", "가나\"다"), ("base_price", "000001250"), ("trading_halted", "N"));
        var json = JsonSerializer.Serialize(record, Readable);
        Assert.StartsWith(
            """{"short_code":"005930","standard_code":"KR7005930003","korean_name":"가나\"다","market":"konex","security_group":"ST","base_price":"000001250",""",
            json, StringComparison.Ordinal);
        var fields = JsonNode.Parse(json)!.AsObject();
        Assert.Equal(HantooMstSpec.Konex.Fields.Count + 1, fields.Count);
        Assert.All(HantooMstSpec.Konex.Fields, field => Assert.Equal(record[field.Name], (string?)fields[field.Name]));
        Assert.Contains("\\uAC00\\uB098", JsonSerializer.Serialize(record), StringComparison.Ordinal);
    }

    [Fact]
    public void A_web_api_s_answers_may_hold_records_and_files()
    {
        var file = Samples.File(Market.Kosdaq, 5);
        var answer = JsonNode.Parse(JsonSerializer.Serialize(new { Found = file[0], All = file.Take(2), Nothing = default(MasterRecord), Code = file[1].ShortCode }, JsonSerializerOptions.Web))!;
        Assert.Equal(file[0].KoreanName, (string?)answer["found"]!["korean_name"]);
        Assert.Equal([file[0].ShortCode, file[1].ShortCode], answer["all"]!.AsArray().Select(record => (string?)record!["short_code"]));
        Assert.Null(answer["nothing"]);
        var whole = JsonNode.Parse(JsonSerializer.Serialize(file, JsonSerializerOptions.Web))!.AsArray();
        Assert.Equal(file.Select(record => record.StandardCode), whole.Select(record => (string?)record!["standard_code"]));
        Assert.All(whole, record => Assert.Equal("kosdaq", (string?)record!["market"]));
    }

    [Fact]
    public void A_file_of_another_program_keeps_its_names()
    {
        var file = MasterFile.FromJson("""{"005930":{"market":"kospi","name":"삼성전자","group code":"ST"}}"""u8, HantooMstSpec.Kospi);
        Assert.Equal("""{"short_code":"005930","name":"삼성전자","group code":"ST","market":"kospi"}""", JsonSerializer.Serialize(file[0], Readable));
        var bare = MasterFile.FromJson("""{"005930":{"name":"A"}}"""u8, HantooMstSpec.Kospi);
        Assert.Equal("""[{"short_code":"005930","name":"A","market":"kospi"}]""", JsonSerializer.Serialize(bare, Readable));
    }

    /// <summary>Metadata made at compile time, as trimmed and native programs have it: no reflection is left to fall back to.</summary>
    [Fact]
    public void It_works_without_reflection()
    {
        var file = Samples.File(records: 3);
        Assert.Equal(JsonSerializer.Serialize(file[0]), JsonSerializer.Serialize(file[0], CompiledContext.Default.MasterRecord));
        Assert.Equal(JsonSerializer.Serialize(file), JsonSerializer.Serialize(file, CompiledContext.Default.MasterFile));
    }

    [Fact]
    public void A_record_is_not_read_back() =>
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<MasterRecord>("""{"short_code":"005930"}"""));

    /// <summary>A notebook's dump walks public properties and sequences. From a record it reaches only values.</summary>
    [Fact]
    public void A_dump_ends()
    {
        var file = Samples.File(records: 4);
        Assert.InRange(Walk(file[0], 0), 15, 100);
        Assert.InRange(Walk(file, 0), 60, 10_000);
    }

    private static int Walk(object? value, int depth)
    {
        Assert.True(depth < 8, "The dump does not end.");
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || value is decimal or DateOnly or DateTimeOffset or DateTime)
            return 1;
        var count = 1;
        if (value is IEnumerable items)
        {
            foreach (var item in items)
                count += Walk(item, depth + 1);
        }

        var properties = value is IEnumerable && value is not MasterFile ? [] : value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public);
        foreach (var property in properties.Where(property => property.GetIndexParameters().Length == 0))
            count += Walk(property.GetValue(value), depth + 1);
        return count;
    }

    [JsonSerializable(typeof(MasterRecord))]
    [JsonSerializable(typeof(MasterFile))]
    private sealed partial class CompiledContext : JsonSerializerContext;
}
