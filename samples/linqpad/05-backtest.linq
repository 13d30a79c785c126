<Query Kind="Statements">
  <NuGetReference>Rhetenor.Data</NuGetReference>
  <NuGetReference>Rhetenor.Data.Testing</NuGetReference>
  <Namespace>Rhetenor.Data</Namespace>
  <Namespace>Rhetenor.Data.Testing</Namespace>
</Query>

// An opening-range breakout of one symbol over the replay. samples/backtest-feed.cs trades several, with an account.
// A signal is known at the end of its minute and executed at the open of the next bar. Ignored: spread, queue, limits, splits.
// KLINES is the folder of a store; without it, the bars are simulated. docs/STORES.md has S3.
const decimal Commission = 0.00015m, Tax = 0.0020m;
IObjectStore store = Environment.GetEnvironmentVariable("KLINES") is { } folder ? new DirectoryObjectStore(folder) : await SimulatedAsync();
var archive = new KlineArchive(store);
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

// Two weeks of two symbols, without an account.
static async Task<IObjectStore> SimulatedAsync()
{
    var clock = VirtualClock.AtKorea(new DateOnly(2026, 11, 20), new TimeOnly(20, 30));
    var kis = new SimulatedKis(timeProvider: clock);
    var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
    var store = new InMemoryObjectStore();
    await clock.RunAsync(() => new HantooKlineLogger(["005930", "000660"], store, client, timeProvider: clock).CatchUpAsync(new DateOnly(2026, 11, 9), new DateOnly(2026, 11, 20)));
    return store;
}
