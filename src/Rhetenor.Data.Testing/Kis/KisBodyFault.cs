using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rhetenor.Data.Testing;

/// <summary>Changes the form of an answer.</summary>
internal sealed record KisBodyFault(KisBodyDefect Defect) : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply)
    {
        if (Defect == KisBodyDefect.Half)
            return reply with { Body = reply.Body[..(reply.Body.Length / 2)] };
        return Edit(reply, answer =>
        {
            if (Defect == KisBodyDefect.NoResultCode)
                answer.Remove("rt_cd");
            else if (Defect == KisBodyDefect.RowsMissing)
                answer.Remove("output2");
            else if (answer.ContainsKey("output2"))
                answer["output2"] = Defect == KisBodyDefect.RowsNull ? null : new JsonObject();
        });
    }

    /// <summary>Changes the JSON object of an answer. Any other body is left unchanged.</summary>
    internal static SimulatedReply Edit(SimulatedReply reply, Action<JsonObject> change)
    {
        JsonObject? answer;
        try
        {
            answer = JsonNode.Parse(reply.Body.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return reply;
        }

        if (answer is null)
            return reply;
        change(answer);
        var buffer = new ArrayBufferWriter<byte>(reply.Body.Length + 64);
        using (var writer = new Utf8JsonWriter(buffer, KisJson.Options))
            answer.WriteTo(writer);
        return reply with { Body = buffer.WrittenSpan.ToArray() };
    }
}
