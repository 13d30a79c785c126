<Query Kind="Statements">
  <NuGetReference>Rhetenor.Data</NuGetReference>
  <Namespace>Rhetenor.Data</Namespace>
</Query>

// An opening-range breakout of one symbol over the replay. samples/backtest-feed.cs trades several, with an account.
// A signal is known at the end of its minute and executed at the open of the next bar. Ignored: spread, queue, limits, splits.
const decimal Commission = 0.00015m, Tax = 0.0020m;
var archive = new KlineArchive(new DirectoryObjectStore(Environment.GetEnvironmentVariable("KLINES") ?? "klines"));
var trades = new List<(DateTime Bought, DateTime Sold, decimal Paid, decimal Got, decimal Gain)>();

await foreach (var day in archive.ReadDaysAsync(new(new(2026, 11, 9), new(2026, 11, 20), ["005930"])))
{
    var (bars, replay) = (day[0], day.Replay());
    var date = DateOnly.FromDateTime(bars.Minutes[0]);
    var regular = TradingSession.For(day.Venue, date)!.Periods.First(period => period.Phase == TradingPhase.Regular);
    var (rangeEnd, lastCall, end) = (date.ToDateTime(regular.First).AddMinutes(30), date.ToDateTime(regular.Last).AddMinutes(-15), date.ToDateTime(regular.Last));
    var (high, low, buy, sell, done) = (0.0, double.MaxValue, false, false, false);
    (DateTime Minute, decimal Price)? held = null;
    while (replay.MoveNext() && replay.Minute <= end)
    {
        var (i, minute) = (replay.LatestIndex(0), replay.Minute);
        if (buy)
            (held, buy, done) = ((minute, (decimal)bars.Open[i]), false, true);
        else if (sell)
            Sell(minute, bars.Open[i]);

        if (minute < rangeEnd)
            (high, low) = (Math.Max(high, bars.High[i]), Math.Min(low, bars.Low[i]));
        else if (held is not null)
            sell = bars.Close[i] < low || minute >= lastCall;
        else
            buy = !done && high > 0 && bars.Close[i] > high && minute < lastCall;
    }

    // Remaining shares are sold at the session's last price.
    var last = bars.IndexOf(end.AddMinutes(1)) - 1;
    if (held is not null)
        Sell(bars.Minutes[last], bars.Close[last]);

    void Sell(DateTime minute, double price)
    {
        var (paid, got) = (held!.Value.Price * (1 + Commission), (decimal)price * (1 - Commission - Tax));
        trades.Add((held.Value.Minute, minute, held.Value.Price, (decimal)price, (got / paid) - 1));
        (held, sell) = (null, false);
    }
}

trades.Select(trade => new { trade.Bought, trade.Sold, trade.Paid, trade.Got, Gain = $"{trade.Gain:P2}" }).Dump("Trades of one share each, with gains after commission and tax");
$"All trades in sequence: {trades.Aggregate(1m, (product, trade) => product * (1 + trade.Gain)) - 1:P2}".Dump();
