using System.Text.Json;

namespace Rhetenor.Data.Hantoo;

/// <summary>Parses the reply of the two minute calls, in one pass over the bytes and without a string per value.</summary>
internal static class MinuteReply
{
    // A page has at most 120 rows of about 270 bytes.
    private const int BytesPerRow = 200, MostRows = 128;

    /// <exception cref="HantooFailure">The reply is an error, or does not have the documented form.</exception>
    public static HantooMinutePage Parse(HantooReply reply, int maxDepth)
    {
        var json = reply.Body.Span;
        var envelope = default(HantooEnvelope);
        List<MinuteRow>? rows = null;
        var dropped = 0;
        var quote = default(HantooQuote);
        HantooFailure? oddity = null;
        try
        {
            var reader = HantooJson.Open(json, maxDepth);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("output2"u8))
                {
                    reader.Read();
                    if (rows is not null)
                        throw HantooJson.Unexpected("output2 occurs twice");
                    if (reader.TokenType == JsonTokenType.StartArray)
                        ReadRows(ref reader, rows = new(Math.Min((json.Length / BytesPerRow) + 1, MostRows)), ref dropped, ref oddity);
                    else
                        reader.Skip();
                }
                else if (reader.ValueTextEquals("output1"u8))
                {
                    reader.Read();
                    quote = QuoteFields.Read(ref reader);
                }
                else if (!HantooEnvelope.TryTake(ref reader, ref envelope))
                {
                    HantooJson.SkipValue(ref reader);
                }
            }

            HantooJson.Close(ref reader);
        }
        catch (Exception exception) when (HantooJson.IsInvalid(exception))
        {
            throw HantooJson.Invalid(exception, json.Length);
        }

        if (HantooCodes.FailureOf(envelope, reply) is { } failure)
            throw failure;
        if (oddity is not null)
            throw oddity;
        if (rows is null)
            throw HantooJson.Unexpected("output2 is missing or not an array");
        return new HantooMinutePage(rows, dropped, reply.ServerTime, reply.ReceivedAt) { Quote = quote };
    }

    private static void ReadRows(ref Utf8JsonReader reader, List<MinuteRow> rows, ref int dropped, ref HantooFailure? oddity)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                oddity ??= HantooJson.Unexpected($"row {rows.Count + dropped} of output2 is not an object");
                reader.Skip();
                continue;
            }

            var fields = default(MinuteFields);
            fields.Read(ref reader);
            if (fields.Fault() is { } fault)
                oddity ??= HantooJson.Unexpected($"row {rows.Count + dropped} of output2: {fault}");
            else if (fields.IsFiller)
                dropped++;
            else if (fields.TryGetRow(out var row))
            {
                if (fields.IsOnTheMinute && rows.Count > 0 && rows[^1].Minute <= row.Minute && rows.Exists(other => other.Minute == row.Minute && other != row))
                    oddity ??= HantooJson.Unexpected($"output2 has two rows of {fields.Moment} that differ");
                rows.Add(row);
            }
            else
                oddity ??= HantooJson.Unexpected($"row {rows.Count + dropped} of output2: {fields.Moment} is no date and time");
        }
    }
}
