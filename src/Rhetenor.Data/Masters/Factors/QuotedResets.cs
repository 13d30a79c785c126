using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>Compares the base prices of quotes with the known events of the running session. Pure.</summary>
internal static class QuotedResets
{
    /// <summary>Returns the events with what the quotes show: an event of the session with another base price loses its factor, and a reset that
    /// no event shows is added without one.</summary>
    public static List<AdjustmentFactor> Compare(List<AdjustmentFactor> events, IEnumerable<KlineQuote> quotes)
    {
        foreach (var quote in quotes)
        {
            if (SessionOf(quote) is not { } session || quote is not { BasePrice: > 0 and var price, PreviousClose: > 0 and var close } || price == close)
                continue;
            var line = string.Create(CultureInfo.InvariantCulture, $"the quote of {quote.Answered.ToOffset(KoreaTime.Offset).DateTime.ToMinuteText()} has the base price {price:#,0.##} after a close of {close:#,0.##}");
            var known = events.FindIndex(one => one.Rescinded is null && one.FirstExDate <= session && session <= one.ExDate && one.ShortCodes.Contains(quote.Symbol));
            if (known < 0)
                events.Add(Reset(quote.Symbol, quote.Name ?? "", session, price, close, line));
            else if (events[known].Change.Reset is { Factor: not null, IsOfMissedDay: false } reset && reset.BasePrice != price)
                events[known] = Contradicted(events[known], reset, line);
        }

        return events;
    }

    // Before the opening, and on closed days, KIS answers with the figures of the session before.
    private static DateOnly? SessionOf(in KlineQuote quote)
    {
        var answered = quote.Answered.ToOffset(KoreaTime.Offset).DateTime;
        var date = DateOnly.FromDateTime(answered);
        var opening = TradingSession.For(Venue.Krx, date)?.Periods.First(period => period.Phase == TradingPhase.Regular).First;
        return Sessions.Contains(date) && opening <= TimeOnly.FromDateTime(answered) ? date : null;
    }

    private static AdjustmentFactor Contradicted(AdjustmentFactor one, BasePriceReset reset, string line) => one with
    {
        Change = one.Change with
        {
            Kind = MasterChangeKind.UnexplainedReset,
            Reset = reset with { Kind = MasterChangeKind.UnexplainedReset, Factor = null, Error = 0, Evidence = [$"Two witnesses disagree: {line}.", .. reset.Evidence] },
        },
    };

    private static AdjustmentFactor Reset(string symbol, string name, DateOnly session, decimal price, decimal close, string line) =>
        new(
            new(MasterChangeKind.UnexplainedReset, Market.Kospi, "", symbol, name)
            {
                Date = session,
                Field = "base_price",
                After = string.Create(CultureInfo.InvariantCulture, $"{price:0.##}"),
                Reset = new(MasterChangeKind.UnexplainedReset, (long)price, close, close, factor: null, error: 0, ["One witness shows the event.", line]),
            },
            session);
}
