using System.Text.Json;

namespace Rhetenor.Data.Hantoo;

/// <summary>Parses the replies of FHKST03010100 and, for indexes, FHKUP03500100.</summary>
internal static class DailyReply
{
    private const int MostRows = 1_000;

    /// <exception cref="HantooFailure">The reply is an error, or does not have the documented form.</exception>
    public static IReadOnlyList<HantooDailyBar> Parse(HantooReply reply, int maxDepth) => Parse(reply, maxDepth, isIndex: false);

    /// <inheritdoc cref="Parse(HantooReply, int)"/>
    public static IReadOnlyList<HantooDailyBar> ParseIndex(HantooReply reply, int maxDepth) => Parse(reply, maxDepth, isIndex: true);

    private static IReadOnlyList<HantooDailyBar> Parse(HantooReply reply, int maxDepth, bool isIndex)
    {
        List<HantooDailyBar?>? bars = null;
        var envelope = HantooEnvelope.Read(reply, maxDepth, (ref reader) =>
        {
            if (!reader.ValueTextEquals("output2"u8))
                return false;
            if (bars is not null)
                throw HantooJson.Unexpected("output2 occurs twice");
            bars = ReadBars(ref reader, isIndex);
            return true;
        });
        if (HantooCodes.FailureOf(envelope, reply) is { } failure)
            throw failure;
        if (bars is null || bars.Contains(null))
            throw HantooJson.Unexpected("output2 is missing, is not an array of sessions, or contains a session of an undocumented form");
        return [.. bars.Select(bar => bar!.Value)];
    }

    private static List<HantooDailyBar?>? ReadBars(ref Utf8JsonReader reader, bool isIndex)
    {
        if (!HantooJson.TryEnterArray(ref reader))
            return null;

        var bars = new List<HantooDailyBar?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && bars.Count < MostRows)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var fields = new DailyFields(isIndex);
            fields.Read(ref reader);
            if (!fields.IsEmpty)
                bars.Add(fields.ToBar());
        }

        return bars;
    }
}
