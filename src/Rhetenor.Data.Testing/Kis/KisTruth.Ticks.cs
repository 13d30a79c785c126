namespace Rhetenor.Data.Testing;

public sealed partial class KisTruth
{
    // One trade in three stays whole, one is reported in two ticks and one in three.
    private const int MostParts = 3;

    /// <summary>Returns the ticks of a day, in order. Those of a minute add up to its bar.</summary>
    internal IReadOnlyList<TruthTick> Ticks(Venue venue, DateOnly date, string code)
    {
        if (Find(code) is not { } symbol || !IsSession(date) || !IsListed(venue, symbol, date))
            return [];
        Venue[] venues = venue == Venue.Unified ? [Venue.Krx, Venue.Nextrade] : [venue];
        var tapes = venues.Select(one => _tapes.Get(one, date, code, Make)).ToList();
        var trades = tapes.SelectMany((tape, order) => tape.Bars.SelectMany(bar => Enumerable.Range(0, bar.Trades).Select(i => (Second: (bar.Minute * 60) + bar.SecondOf(i), Order: order, Price: (long)bar.PriceOf(i), Volume: (long)bar.VolumeOf(i)))))
            .OrderBy(trade => trade.Second).ThenBy(trade => trade.Order);

        // What a minute gains later is in the day's volume from then on, without a tick.
        var late = tapes.SelectMany(tape => tape.Revisions.Select(revision => (Second: (revision.Instant - KoreaTime.At(date, TimeOnly.MinValue)).TotalSeconds, revision.Shares, Price: CloseOf(tape, revision.Minute))))
            .OrderBy(revision => revision.Second).ToList();
        var (ticks, volume, value, next) = (new List<TruthTick>(), 0L, 0L, 0);
        foreach (var (second, order, price, shares) in trades)
        {
            for (; next < late.Count && late[next].Second <= second; next++)
                (volume, value) = (volume + late[next].Shares, value + (late[next].Shares * late[next].Price));
            var parts = Math.Min(shares, 1 + (long)(DrawOf(code).For(second).For(order).Seed % MostParts));
            for (var i = 0; i < parts; i++)
            {
                var part = (shares / parts) + (i == 0 ? shares % parts : 0);
                (volume, value) = (volume + part, value + (part * price));
                ticks.Add(new(second, price, part, volume, value, IsBuy: (DrawOf(code).For(second + i).Seed & 1) == 0));
            }
        }

        return ticks;
    }

    private static long CloseOf(DayTape tape, short minute)
    {
        foreach (var bar in tape.Bars)
        {
            if (bar.Minute == minute)
                return bar.PriceOf(bar.Trades - 1);
        }

        return 0;
    }
}

/// <summary>A tick of the truth.</summary>
/// <param name="Second">The second of the day.</param>
/// <param name="Price">The price, in won.</param>
/// <param name="Volume">The shares.</param>
/// <param name="AccVolume">The shares of the day, these included.</param>
/// <param name="AccValue">The value of the day, in won.</param>
/// <param name="IsBuy">Whether the buyer caused it.</param>
internal readonly record struct TruthTick(int Second, long Price, long Volume, long AccVolume, long AccValue, bool IsBuy);
