using System.Globalization;
using System.Text;
using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Export;

/// <summary>The rows of LEAN's map and factor files. Pure.</summary>
internal static class LeanHistory
{
    // LEAN's end of time: the instrument still exists, or the factor is that of today.
    private const string Open = "20501231";

    /// <summary>Returns the rows of a map file: the first day, then the last day of each ticker.</summary>
    public static string Map(Instrument instrument)
    {
        var first = instrument.NotBefore is null && instrument.ListingDate is { } listed && listed < instrument.FirstSeen ? listed : instrument.FirstSeen;
        var rows = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{first.ToDigits()},{LeanPath.Lower(instrument.Periods[0].ShortCode)}\n");
        for (var i = 0; i < instrument.Periods.Count; i++)
        {
            var (period, isLast) = (instrument.Periods[i], i == instrument.Periods.Count - 1);
            if (!isLast && instrument.Periods[i + 1].ShortCode == period.ShortCode)
                continue;
            var end = isLast && instrument.GoneBy is null ? Open : period.To.ToDigits();
            rows.Append(CultureInfo.InvariantCulture, $"{end},{LeanPath.Lower(period.ShortCode)}\n");
        }

        return rows.ToString();
    }

    /// <summary>Returns the rows of a factor file: the last session before each event, and the factors up to it.</summary>
    /// <param name="first">The first day of the instrument.</param>
    /// <param name="events">The events, in order of ex-date. Rights issues and dividends are price factors; the others, which change volumes too, are split
    /// factors.</param>
    public static string Factors(DateOnly first, IReadOnlyList<LeanEvent> events)
    {
        var rows = new List<string> { $"{Open},1,1" };
        var (price, split) = (1m, 1m);
        foreach (var day in events.GroupBy(one => one.ExDate).Reverse())
        {
            foreach (var (one, _, _, _) in day)
                (price, split) = one.ScalesVolume ? (price, split * one.Factor) : (price * one.Factor, split);
            rows.Add(Row(SessionBefore(day.Key), price, split, day.First().Close));
        }

        if (events.Count > 0 && SessionBefore(events[0].ExDate) > first)
            rows.Add(Row(first, price, split, 0));
        rows.Reverse();
        return string.Join('\n', rows) + "\n";
    }

    // LEAN writes and reads seven and eight decimals, and four of the price.
    private static string Row(DateOnly date, decimal price, decimal split, decimal close) =>
        string.Create(CultureInfo.InvariantCulture, $"{date.ToDigits()},{price:0.#######},{split:0.########},{close:0.####}");

    private static DateOnly SessionBefore(DateOnly date) => Sessions.LastUpTo(date.AddDays(-1));
}
