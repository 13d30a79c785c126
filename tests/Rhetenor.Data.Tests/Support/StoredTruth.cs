namespace Rhetenor.Data.Tests;

/// <summary>Compares the bars of a store with those of a simulated market.</summary>
internal static class StoredTruth
{
    /// <summary>Every bar the store holds of a date, by its own rules.</summary>
    public static MergedSession Held(RecordingStore store, DateOnly date, Venue venue = Venue.Krx)
    {
        var day = new MergedSession(date, venue);
        foreach (var key in store.Keys)
        {
            if (KlineKey.TryParse(key, out var parsed) && parsed.Date == date && parsed.Venue == venue)
                day.Add(parsed, KlineCodec.Unpack(store[key]));
        }

        return day;
    }

    /// <summary>Every bar of the market is stored with its numbers, and no other.</summary>
    public static void AssertStored(RecordingStore store, KisTruth truth, DateOnly date, Venue venue = Venue.Krx)
    {
        var (held, expected) = (Held(store, date, venue), 0);
        foreach (var symbol in truth.Options.Listing.Select(symbol => symbol.Code))
        {
            var shares = 0L;
            foreach (var row in truth.FinalBars(venue, date, symbol))
            {
                shares += row.Volume;
                expected++;
                Assert.True(held.TryGetKline(symbol, row.Minute, out var kline), $"{symbol} {row.Minute:HH:mm} is missing");
                Assert.Equal(
                    (row.Open, row.High, row.Low, row.Close, row.Volume, (long?)shares, (long?)row.AccValue),
                    (kline.Open, kline.High, kline.Low, kline.Close, kline.Volume, kline.AccVolume, kline.AccValue));
            }
        }

        Assert.Equal(expected, held.BarCount);
    }
}
