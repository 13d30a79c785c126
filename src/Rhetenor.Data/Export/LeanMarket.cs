using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Export;

/// <summary>Describes Korean equities to LEAN: an entry for <c>market-hours/market-hours-database.json</c> and a row for
/// <c>symbol-properties/symbol-properties-database.csv</c>.</summary>
internal static class LeanMarket
{
    private static readonly DateOnly First = new(KrxClosures.FirstYear, 1, 1);
    private static readonly DateOnly Last = new(KrxClosures.LastYear, 12, 31);

    public static string SymbolProperties(string market) => $"{market},[*],equity,,KRW,1,1,1";

    public static string MarketHours(string market, Venue venue)
    {
        var days = Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(First.AddDays)
            .Where(date => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToList();
        var sessions = days.Where(date => KrxCalendar.GetDay(date) == MarketDay.Session).Select(date => TradingSession.For(venue, date)).OfType<TradingSession>().ToList();
        var usual = sessions[^1];
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject($"Equity-{market}-[*]");
            json.WriteString("dataTimeZone", "Asia/Seoul");
            json.WriteString("exchangeTimeZone", "Asia/Seoul");
            foreach (var day in Enum.GetValues<DayOfWeek>())
                WriteDay(json, day, usual);
            json.WriteStartArray("holidays");
            foreach (var date in days.Where(date => KrxCalendar.GetDay(date) == MarketDay.Closed))
                json.WriteStringValue(date.ToLeanText());
            json.WriteEndArray();
            json.WriteStartObject("earlyCloses");
            json.WriteEndObject();
            json.WriteStartObject("lateOpens");
            foreach (var session in sessions.Where(session => Opening(session) > Opening(usual)))
                json.WriteString(session.Date.ToLeanText(), Opening(session).ToText());
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteDay(Utf8JsonWriter json, DayOfWeek day, TradingSession usual)
    {
        json.WriteStartArray(day.ToString().ToLowerInvariant());
        foreach (var period in day is DayOfWeek.Saturday or DayOfWeek.Sunday ? [] : usual.Periods)
        {
            json.WriteStartObject();
            json.WriteString("start", period.First.ToText());
            json.WriteString("end", period.Last.AddMinutes(1).ToText());
            json.WriteString("state", period.Phase switch { TradingPhase.PreMarket => "premarket", TradingPhase.Regular => "market", _ => "postmarket" });
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static TimeOnly Opening(TradingSession session) => session.Periods.First(period => period.Phase == TradingPhase.Regular).First;
}
