using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>Reads the lives of instruments from a timeline. Pure.</summary>
internal static class InstrumentLives
{
    public static Instrument Of(MasterTimeline timeline, string isin, IReadOnlyList<InstrumentSpan> spans)
    {
        var periods = new List<InstrumentPeriod>();
        foreach (var (from, to, state) in spans)
        {
            if (periods.Count > 0 && periods[^1] is var last && (last.Market, last.ShortCode, last.KoreanName) == (state.Market, state.ShortCode, state.KoreanName)
                && timeline.NextDay(state.Market, last.To) == from)
            {
                periods[^1] = last with { To = to };
            }
            else
            {
                periods.Add(new(from, to, state.Market, state.ShortCode, state.KoreanName));
            }
        }

        var newest = spans[^1].State;
        return new(isin, periods)
        {
            NotBefore = timeline.DayInForce(spans[0].State.Market, spans[0].From.AddDays(-1)),
            GoneBy = timeline.NextDay(newest.Market, spans[^1].To),
            SecurityGroup = newest.Values[TrackedFields.SecurityGroup],
            ListingDate = Stamp.TryReadDate(newest.Values[TrackedFields.ListingDate], out var listed) ? listed : null,
        };
    }
}
