using System.Globalization;
using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>Parses the reply of FHKST03010100.</summary>
internal static class DailyReply
{
    private const int MostRows = 1_000;

    /// <exception cref="HantooFailure">The reply is an error, or does not have the documented form.</exception>
    public static IReadOnlyList<HantooDailyBar> Parse(HantooReply reply, int maxDepth)
    {
        var envelope = default(HantooEnvelope);
        List<HantooDailyBar?>? bars = null;
        try
        {
            var reader = HantooJson.Open(reply.Body.Span, maxDepth);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("output2"u8))
                    bars = ReadBars(ref reader);
                else if (!HantooEnvelope.TryTake(ref reader, ref envelope))
                    HantooJson.SkipValue(ref reader);
            }

            HantooJson.Close(ref reader);
        }
        catch (Exception exception) when (HantooJson.IsInvalid(exception))
        {
            throw HantooJson.Invalid(exception, reply.Body.Length);
        }

        if (HantooCodes.FailureOf(envelope, reply) is { } failure)
            throw failure;
        if (bars is null || bars.Contains(null))
            throw HantooJson.Unexpected("output2 is missing, is not an array of sessions, or contains a session of an undocumented form");
        return [.. bars.Select(bar => bar!.Value)];
    }

    private static List<HantooDailyBar?>? ReadBars(ref Utf8JsonReader reader)
    {
        if (!HantooJson.TryEnterArray(ref reader))
            return null;

        var bars = new List<HantooDailyBar?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && bars.Count < MostRows)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                reader.Skip();
            else if (ReadBar(ref reader, out var bar))
                continue;
            else
                bars.Add(bar);
        }

        return bars;
    }

    // Returns whether the object is empty: KIS sends such rows in place of sessions that it does not have.
    private static bool ReadBar(ref Utf8JsonReader reader, out HantooDailyBar? bar)
    {
        string? date = null, volume = null, value = null;
        var isEmpty = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            if (reader.ValueTextEquals("stck_bsop_date"u8))
                date = HantooJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("acml_vol"u8))
                volume = HantooJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("acml_tr_pbmn"u8))
                value = HantooJson.ReadText(ref reader);
            else
                HantooJson.SkipValue(ref reader);
        }

        bar = Stamp.TryReadDate(date, out var day)
            && long.TryParse(volume, NumberStyles.None, CultureInfo.InvariantCulture, out var shares)
            && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var won)
            ? new HantooDailyBar(day, shares, won)
            : null;
        return isEmpty;
    }
}
