using System.Buffers;
using System.Net;
using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>Creates refusals in the wording of KIS.</summary>
internal static class KisErrors
{
    public const string JsonType = "application/json; charset=utf-8";

    private static readonly Dictionary<string, string> Messages = new(StringComparer.Ordinal)
    {
        ["EGW00101"] = "잘못된 요청입니다.",
        ["EGW00102"] = "AppKey는 필수입니다.",
        ["EGW00103"] = "유효하지 않은 AppKey입니다.",
        ["EGW00104"] = "AppSecret은 필수입니다.",
        ["EGW00105"] = "유효하지 않은 AppSecret입니다.",
        ["EGW00115"] = "유효하지 않은 grant_type입니다.",
        ["EGW00121"] = "유효하지 않은 token 입니다.",
        ["EGW00122"] = "token을 찾을 수 없습니다.",
        ["EGW00123"] = "기간이 만료된 token 입니다.",
        ["EGW00133"] = "접근토큰 발급 잠시 후 다시 시도하세요(1분당 1회)",
        ["EGW00201"] = "초당 거래건수를 초과하였습니다.",
        ["EGW00205"] = "credentials_type이 유효하지 않습니다.(Bearer)",
        ["EGW00208"] = "고객유형(custtype)이 유효하지 않습니다.",
        ["EGW00213"] = "모의투자 tr 이 아닙니다.",
        ["EGW00304"] = "고객의 AppSecret이 유효하지 않습니다.",
        ["OPSQ0002"] = "없는 서비스 코드 입니다",
        ["OPSQ2001"] = "ERROR : INPUT FIELD NOT FOUND",
        ["OPSQ2002"] = "ERROR : INPUT FIELD SIZE",
    };

    /// <summary>Refuses a call: <c>rt_cd</c>, <c>msg_cd</c>, <c>msg1</c>. The gateway's codes are sent with HTTP 500, those of the
    /// services behind it with 200.</summary>
    public static SimulatedReply Call(string code, string detail = "", int? status = null) =>
        Json(status ?? (code.StartsWith("EGW", StringComparison.Ordinal) ? 500 : 200), ("rt_cd", "1"), ("msg_cd", code), ("msg1", MessageOf(code) + detail));

    /// <summary>Refuses a token.</summary>
    public static SimulatedReply Token(string code) => Json(403, ("error_description", MessageOf(code)), ("error_code", code));

    public static SimulatedReply Json(int status, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, KisJson.Options))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in fields)
                writer.WriteString(name, value);
            writer.WriteEndObject();
        }

        return Json((HttpStatusCode)status, buffer.WrittenSpan.ToArray());
    }

    public static SimulatedReply Json(HttpStatusCode status, ReadOnlyMemory<byte> body) =>
        new() { StatusCode = status, Body = body, Headers = [new("Content-Type", JsonType)] };

    private static string MessageOf(string code) => Messages.GetValueOrDefault(code, code);
}
