using System.Text.Json;

namespace Rhetenor.Data.Hantoo;

/// <summary>The reply of a list of the Korea Securities Depository: its rows as sent, without the white space between their texts.</summary>
/// <param name="Rows">The rows, each as JSON.</param>
/// <param name="HasMore">Whether the reply's header says that more pages follow.</param>
internal sealed record ActionReply(IReadOnlyList<string> Rows, bool HasMore)
{
    private const int MostRows = 10_000;

    /// <exception cref="HantooFailure">The reply is an error, or does not have the documented form.</exception>
    public static ActionReply Parse(HantooReply reply, int maxDepth)
    {
        List<string>? rows = null;
        var envelope = HantooEnvelope.Read(reply, maxDepth, (ref reader) =>
        {
            if (!reader.ValueTextEquals("output1"u8))
                return false;
            if (rows is not null)
                throw HantooJson.Unexpected("output1 occurs twice");
            rows = ReadRows(ref reader);
            return true;
        });
        if (HantooCodes.FailureOf(envelope, reply) is { } failure)
            throw failure;
        if (rows is null || rows.Count > MostRows)
            throw HantooJson.Unexpected($"output1 is missing, is not an array, or has more than {MostRows} rows");
        return new(rows, reply.Continuation is "M" or "F");
    }

    private static List<string>? ReadRows(ref Utf8JsonReader reader)
    {
        if (!HantooJson.TryEnterArray(ref reader))
            return null;

        var rows = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && rows.Count <= MostRows)
        {
            using var row = JsonDocument.ParseValue(ref reader);
            rows.Add(HantooJson.Compact(row.RootElement));
        }

        return rows;
    }
}
