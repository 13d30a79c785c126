namespace Rhetenor.Data.Testing;

public sealed partial class KisTruth
{
    /// <summary>Returns a session as traded, after which nothing changes; null when the venue does not trade the symbol on the date.</summary>
    /// <param name="venue">The venue.</param>
    /// <param name="date">The Korean date.</param>
    /// <param name="code">The short code.</param>
    public DailyTruth? FinalDay(Venue venue, DateOnly date, string code) => _days.GetOrAdd(
        (venue, date, code), key => IsSession(key.Item2) && IsListed(key.Item1, key.Item2, key.Item3) ? DayOf(key.Item1, key.Item2, key.Item3, See(key.Item1, key.Item2, key.Item3, DateTimeOffset.MaxValue)) : null);

    /// <summary>Returns a session made of minutes. The daily bar of KRX does not have the prices of the after-market, but its shares.</summary>
    internal DailyTruth DayOf(Venue venue, DateOnly date, string code, List<TruthBar> minutes)
    {
        var basePrice = BasePrice(date, code);
        var evening = venue == Venue.Krx ? HoursOf(venue, _symbols[code], date).FirstOrDefault(period => period.Kind == KisPeriodKind.AfterMarket)?.First : null;
        var (shares, won, regular) = (minutes.Sum(bar => bar.Volume), minutes.Sum(bar => bar.Value), minutes.FindAll(bar => !(bar.Minute >= evening)));
        if (regular.Count == 0)
            return new(PreviousClose(date, code), PreviousClose(date, code), PreviousClose(date, code), PreviousClose(date, code), shares, won, basePrice);
        return new(regular[0].Open, regular.Max(bar => bar.High), regular.Min(bar => bar.Low), regular[^1].Close, shares, won, basePrice);
    }
}
