using System.Buffers;
using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>Writes control messages as KIS sends them.</summary>
internal static class TickReply
{
    /// <summary>Answers a registration.</summary>
    public static byte[] Answer(string trId, string key, string code, string text) => Json(writer =>
    {
        writer.WriteStartObject("header");
        writer.WriteString("tr_id", trId);
        writer.WriteString("tr_key", key);
        writer.WriteString("encrypt", "N");
        writer.WriteEndObject();
        writer.WriteStartObject("body");
        writer.WriteString("rt_cd", code is "OPSP0000" or "OPSP0001" ? "0" : "1");
        writer.WriteString("msg_cd", code);
        writer.WriteString("msg1", text);
        if (code == "OPSP0000")
        {
            writer.WriteStartObject("output");
            writer.WriteString("iv", "simulatedvector0");
            writer.WriteString("key", "simulatedkeyofencryption00000000");
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });

    public static byte[] Ping(DateTimeOffset now) => Json(writer =>
    {
        writer.WriteStartObject("header");
        writer.WriteString("tr_id", "PINGPONG");
        writer.WriteString("datetime", Fields.Text($"{now:yyyyMMddHHmmss}"));
        writer.WriteEndObject();
    });

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, KisJson.Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
