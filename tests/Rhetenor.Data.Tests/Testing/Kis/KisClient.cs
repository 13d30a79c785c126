using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Rhetenor.Data.Tests;

/// <summary>The plainest client: it sends what the documents say and keeps what comes.</summary>
internal sealed class KisClient(SimulatedKis kis, HttpMessageHandler? handler = null, Uri? host = null) : IDisposable
{
    public const string Today = "FHKST03010200", Dated = "FHKST03010230", Holidays = "CTCA0903R";
    private const string Folder = "uapi/domestic-stock/v1/quotations/";

    private readonly HttpClient _http = new(handler ?? kis.CreateHandler()) { BaseAddress = host ?? new Uri("https://kis.invalid/") };

    public string? Token { get; set; }

    public Dictionary<string, string> Headers { get; } = new()
    {
        ["appkey"] = kis.Options.AppKey,
        ["appsecret"] = kis.Options.AppSecret,
        ["custtype"] = "P",
    };

    public static DateTimeOffset Korean(string text) => new(DateTime.Parse(text, CultureInfo.InvariantCulture), KoreaTime.Offset);

    public void Dispose() => _http.Dispose();

    public Task<KisAnswer> IssueAsync(string? key = null, string? secret = null, string grant = "client_credentials") => PostAsync("oauth2/tokenP", new()
    {
        ["grant_type"] = grant,
        ["appkey"] = key ?? kis.Options.AppKey,
        ["appsecret"] = secret ?? kis.Options.AppSecret,
    });

    public Task<KisAnswer> RevokeAsync(string token) => PostAsync("oauth2/revokeP", new()
    {
        ["appkey"] = kis.Options.AppKey,
        ["appsecret"] = kis.Options.AppSecret,
        ["token"] = token,
    });

    public Task<KisAnswer> TodayAsync(string symbol, string time, string venue = "J", string past = "N") => GetAsync(Today, Folder + "inquire-time-itemchartprice", new()
    {
        ["FID_ETC_CLS_CODE"] = "",
        ["FID_COND_MRKT_DIV_CODE"] = venue,
        ["FID_INPUT_ISCD"] = symbol,
        ["FID_INPUT_HOUR_1"] = time,
        ["FID_PW_DATA_INCU_YN"] = past,
    });

    public Task<KisAnswer> DatedAsync(string symbol, string date, string time, string venue = "J", string past = "N") => GetAsync(Dated, Folder + "inquire-time-dailychartprice", new()
    {
        ["FID_COND_MRKT_DIV_CODE"] = venue,
        ["FID_INPUT_ISCD"] = symbol,
        ["FID_INPUT_HOUR_1"] = time,
        ["FID_INPUT_DATE_1"] = date,
        ["FID_PW_DATA_INCU_YN"] = past,
        ["FID_FAKE_TICK_INCU_YN"] = "",
    });

    public Task<KisAnswer> HolidaysAsync(string date, string next = "") => GetAsync(Holidays, Folder + "chk-holiday", new()
    {
        ["BASS_DT"] = date,
        ["CTX_AREA_NK"] = next,
        ["CTX_AREA_FK"] = "",
    });

    public async Task<KisAnswer> GetAsync(string trId, string path, Dictionary<string, string> parameters)
    {
        Token ??= (await IssueAsync()).Text("access_token");
        using var request = new HttpRequestMessage(HttpMethod.Get, path + "?" + string.Join('&', parameters.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}")));
        if (Token.Length > 0)
            request.Headers.TryAddWithoutValidation("authorization", "Bearer " + Token);
        request.Headers.TryAddWithoutValidation("tr_id", trId);
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await KisAnswer.FromAsync(await _http.SendAsync(request));
    }

    private async Task<KisAnswer> PostAsync(string path, Dictionary<string, string> body)
    {
        using var content = JsonContent.Create(body);
        await content.LoadIntoBufferAsync();
        return await KisAnswer.FromAsync(await _http.PostAsync(new Uri(path, UriKind.Relative), content));
    }
}

internal sealed record KisAnswer(HttpStatusCode Status, string Body, DateTimeOffset? Date, string? Continues)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Code => Text("msg_cd");

    public IReadOnlyList<KisRow> Rows => [.. Json.GetProperty("output2").EnumerateArray().Select(KisRow.From)];

    public string Text(string name) => Json.GetProperty(name).GetString()!;

    public static async Task<KisAnswer> FromAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var continues = response.Headers.TryGetValues("tr_cont", out var values) ? values.Single() : null;
            return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Date, continues);
        }
    }
}

internal sealed record KisRow(string Date, string Time, decimal Open, decimal High, decimal Low, decimal Close, long Volume, long AccValue)
{
    public bool IsFlat => Volume == 0 && Open == Close && High == Low && Open == High;

    public MinuteRow AsBar => new(DateTime.ParseExact(Date + Time, "yyyyMMddHHmmss", CultureInfo.InvariantCulture), Open, High, Low, Close, Volume, AccValue);

    public static KisRow From(JsonElement row)
    {
        string Text(string name) => row.GetProperty(name).GetString()!;
        decimal Price(string name) => decimal.Parse(Text(name), CultureInfo.InvariantCulture);
        long Count(string name) => long.Parse(Text(name), CultureInfo.InvariantCulture);
        return new(Text("stck_bsop_date"), Text("stck_cntg_hour"), Price("stck_oprc"), Price("stck_hgpr"), Price("stck_lwpr"), Price("stck_prpr"), Count("cntg_vol"), Count("acml_tr_pbmn"));
    }
}
