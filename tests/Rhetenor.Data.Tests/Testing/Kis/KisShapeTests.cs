using System.Text.Json;

namespace Rhetenor.Data.Tests;

/// <summary>The answers beside recorded and official ones: the same fields in the same order, of the same kinds.</summary>
public sealed class KisShapeTests
{
    private readonly VirtualClock _clock = new(KisClient.Korean("2026-05-27 15:08:30"));

    [RealDataFact]
    public async Task Todays_chart()
    {
        using var client = Client();
        Same("itemchartprice_005930_J_20260527_h153000_queried_1508.json", await client.TodayAsync("005930", "153000"));
    }

    [RealDataFact]
    public async Task Dated_chart()
    {
        using var client = Client();
        Same("dailychartprice_005930_J_20241108_h140000_official-doc_abridged3rows.json", await client.DatedAsync("005930", "20260526", "140000"));
    }

    [RealDataFact]
    public async Task Token_and_revocation()
    {
        using var client = Client();
        var token = await client.IssueAsync();
        Same("tokenP_20260527.json", token);
        Same("revokeP_official-doc.json", await client.RevokeAsync(token.Text("access_token")));
    }

    [RealDataFact]
    public async Task Holidays_to_the_byte()
    {
        var client = new KisClient(new SimulatedKis(timeProvider: new VirtualClock(KisClient.Korean("2022-12-27 09:00"))));
        var answer = await client.HolidaysAsync("20221227");
        client.Dispose();
        Same("chk-holiday_20221227_official-doc.json", answer);
        using var real = Real("chk-holiday_20221227_official-doc.json");
        Assert.True(JsonElement.DeepEquals(real.RootElement.GetProperty("output"), answer.Json.GetProperty("output")));
        foreach (var name in new[] { "ctx_area_nk", "ctx_area_fk", "msg_cd" })
            Assert.Equal(real.RootElement.GetProperty(name).GetString(), answer.Text(name));
    }

    private KisClient Client() => new(new SimulatedKis(timeProvider: _clock));

    private static JsonDocument Real(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Join(RealData.Folder, "kis-json", name)));

    private static void Same(string name, KisAnswer answer)
    {
        using var real = Real(name);
        Assert.Equal(Shape(real.RootElement, "").Distinct(), Shape(answer.Json, "").Distinct());
    }

    private static IEnumerable<string> Shape(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => Shape(field.Value, $"{path}/{field.Name}")).Prepend(path),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Shape(item, path + "[]")).Prepend(path),
        JsonValueKind.String => [$"{path} text {Pattern(element.GetString()!)}"],
        _ => [$"{path} {element.ValueKind}"],
    };

    // Numbers, signs and dates are told apart by what they are made of, not by how many digits a price has.
    private static string Pattern(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiDigit(c) || c is '-' or '.') ? text.Contains('.', StringComparison.Ordinal) ? "decimal" : "number" : "words";
}
