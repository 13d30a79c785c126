using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>The reply of CTCA0903R: days in ascending order, and the start of the next page.</summary>
/// <param name="Days">About 24 days.</param>
/// <param name="HasMore">Whether the reply's header says that more pages follow.</param>
/// <param name="NextKey">ctx_area_nk.</param>
/// <param name="FilterKey">ctx_area_fk.</param>
internal sealed record HolidayReply(IReadOnlyList<HantooHoliday> Days, bool HasMore, string NextKey, string FilterKey)
{
    private const int MostDays = 1_000;

    /// <exception cref="HantooFailure">The reply is an error, or does not have the documented form.</exception>
    public static HolidayReply Parse(HantooReply reply, int maxDepth)
    {
        string next = "", filter = "";
        List<HantooHoliday>? days = null;
        var envelope = HantooEnvelope.Read(reply, maxDepth, (ref reader) =>
        {
            if (reader.ValueTextEquals("ctx_area_nk"u8))
                next = HantooJson.ReadText(ref reader)?.Trim() ?? "";
            else if (reader.ValueTextEquals("ctx_area_fk"u8))
                filter = HantooJson.ReadText(ref reader)?.Trim() ?? "";
            else if (reader.ValueTextEquals("output"u8))
                days = ReadDays(ref reader);
            else
                return false;
            return true;
        });
        if (HantooCodes.FailureOf(envelope, reply) is { } failure)
            throw failure;
        if (days is null || days.Any(day => day is null))
            throw HantooJson.Unexpected("output is missing, is not an array of days, or contains a day of an undocumented form");
        return new HolidayReply(days, reply.Continuation is "M" or "F", next, filter);
    }

    // Returns null when a day cannot be read. Treating it as closed, or leaving it out, would produce a wrong calendar.
    private static List<HantooHoliday>? ReadDays(ref Utf8JsonReader reader)
    {
        if (!HantooJson.TryEnterArray(ref reader))
            return null;

        var days = new List<HantooHoliday>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && days.Count < MostDays)
            days.Add(ReadDay(ref reader)!);
        return days;
    }

    private static HantooHoliday? ReadDay(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        string? date = null, open = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("bass_dt"u8))
                date = HantooJson.ReadText(ref reader);
            else if (reader.ValueTextEquals("opnd_yn"u8))
                open = HantooJson.ReadText(ref reader);
            else
                HantooJson.SkipValue(ref reader);
        }

        return Stamp.TryReadDate(date, out var day) && open is "Y" or "N"
            ? new HantooHoliday(day, open == "Y")
            : null;
    }
}
