using System.Text.Json;

namespace Rhetenor.Data.Hantoo;

/// <summary>Parses the reply of the minute calls, in one pass over the bytes and without a string per value.</summary>
internal static class MinuteReply
{
    // A page has at most 120 rows of about 270 bytes.
    private const int BytesPerRow = 200, MostRows = 128;

    /// <exception cref="HantooFailure">The reply is an error, or does not have the documented form.</exception>
    public static HantooMinutePage Parse(HantooReply reply, int maxDepth)
    {
        List<MinuteRow>? rows = null;
        int dropped = 0, withSeconds = 0;
        var quote = default(HantooQuote);
        HantooFailure? oddity = null;
        var envelope = HantooEnvelope.Read(reply, maxDepth, (ref reader) =>
        {
            if (reader.ValueTextEquals("output1"u8))
            {
                reader.Read();
                quote = QuoteFields.Read(ref reader);
                return true;
            }

            if (!reader.ValueTextEquals("output2"u8))
                return false;
            if (rows is not null)
                throw HantooJson.Unexpected("output2 occurs twice");
            if (HantooJson.TryEnterArray(ref reader))
                ReadRows(ref reader, rows = new(Math.Min((reply.Body.Length / BytesPerRow) + 1, MostRows)), ref dropped, ref withSeconds, ref oddity);
            return true;
        });
        if (HantooCodes.FailureOf(envelope, reply) is { } failure)
            throw failure;
        if (oddity is not null)
            throw oddity;
        if (rows is null)
            throw HantooJson.Unexpected("output2 is missing or not an array");
        return new HantooMinutePage(rows, dropped, reply.ServerTime, reply.ReceivedAt) { Quote = quote, RowsWithSeconds = withSeconds };
    }

    private static void ReadRows(ref Utf8JsonReader reader, List<MinuteRow> rows, ref int dropped, ref int withSeconds, ref HantooFailure? oddity)
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
                if (fields.IsOnTheMinute && rows.Count > 0 && rows[^1].Minute <= row.Minute && HasAnother(rows, row))
                    oddity ??= HantooJson.Unexpected($"output2 has two rows of {fields.Moment} that differ");
                withSeconds += fields.IsOnTheMinute ? 0 : 1;
                rows.Add(row);
            }
            else
                oddity ??= HantooJson.Unexpected($"row {rows.Count + dropped} of output2: {fields.Moment} is no date and time");
        }
    }

    // A method of its own: the closure is allocated only here, not for every row.
    private static bool HasAnother(List<MinuteRow> rows, MinuteRow row) => rows.Exists(other => other.Minute == row.Minute && other != row);
}
