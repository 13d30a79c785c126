#:project ../src/Rhetenor.Data.Testing/Rhetenor.Data.Testing.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// A strategy over stored bars, then live ones: dotnet run samples/live-feed.cs -- [<folder of the store> <yyyy-MM-dd> <symbol>...]
// The date is that of the first stored bars. With arguments it needs KIS_APP_KEY and KIS_APP_SECRET, logs into the store and sends no orders anywhere.
// Without arguments, a simulated broker and its clock make a day pass in seconds.
using System.Globalization;
using Rhetenor.Data;
using Rhetenor.Data.Testing;

if (args.Length is 1 or 2)
{
    Console.Error.WriteLine("live-feed [<folder of the store> <yyyy-MM-dd> <symbol>...]");
    return 2;
}

var strategy = new Breakout(cash: 100_000_000, stake: 20_000_000);
if (args.Length == 0)
{
    await SimulateAsync(strategy);
    return 0;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var client = new HantooClient(HantooCredentials.FromEnvironment(), tokenCache: new FileTokenCache());
var store = new DirectoryObjectStore(args[0]);
var logger = new HantooKlineLogger(args[2..], store, client, new HantooMarketCalendar(client, store));
await TradeAsync(logger, DateOnly.Parse(args[1], CultureInfo.InvariantCulture), strategy, stop.Token);
return 0;

// The feed gives what is stored, then what is logged. It ends when logging is stopped.
static async Task TradeAsync(HantooKlineLogger logger, DateOnly from, Breakout strategy, CancellationToken cancellationToken)
{
    IKlineFeed feed = logger.Follow(from, Breakout.Frames);
    var logging = logger.RunAsync(cancellationToken: cancellationToken);
    await strategy.RunAsync(feed);
    try
    {
        await logging;
    }
    catch (OperationCanceledException)
    {
    }
}

// The days before are stored, and the last one is traded live.
static async Task SimulateAsync(Breakout strategy)
{
    var (from, today) = (new DateOnly(2026, 11, 9), new DateOnly(2026, 11, 20));
    var clock = VirtualClock.AtKorea(today.AddDays(-1), new TimeOnly(20, 30));
    var kis = new SimulatedKis(timeProvider: clock);
    var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
    var logger = new HantooKlineLogger(["005930", "000660"], new InMemoryObjectStore(), client, timeProvider: clock);
    var reports = await clock.RunAsync(() => logger.CatchUpAsync(from, today.AddDays(-1)));
    Console.WriteLine($"Simulated prices: {reports.Sum(report => report.NewBars)} bars of {reports.Count} sessions are stored\n");
    using var evening = new CancellationTokenSource(KoreaTime.At(today, new TimeOnly(20, 10)) - clock.GetUtcNow(), clock);
    await clock.RunAsync(() => TradeAsync(logger, from, strategy, evening.Token));
}

/// <summary>The strategy: an opening-range breakout. It knows the feed and nothing of where the bars come from.</summary>
/// <remarks>Buys once a day when a five-minute close is above the range of the first thirty minutes. Sells when one is below it, or before the closing
/// auction. A signal is executed at the open of the symbol's next minute.</remarks>
internal sealed class Breakout(decimal cash, decimal stake)
{
    private static readonly KlineResampling Five = KlineResampling.Minutes(5);
    private readonly Account _account = new(cash, stake);
    private readonly SortedDictionary<string, Book> _books = new(StringComparer.Ordinal);
    private DateOnly _closed;

    public static IReadOnlyList<KlineResampling> Frames { get; } = [Five, KlineResampling.Daily];

    public async Task RunAsync(IKlineFeed feed)
    {
        await foreach (KlineFeedSlice slice in feed.ReadAsync())
        {
            // What comes late or again with other values is not news. A program that keeps statistics would correct them here.
            if (slice.Kind != KlineFeedKind.New || DateOnly.FromDateTime(slice.Bars.Minute) == _closed)
                continue;
            foreach (var (symbol, bar) in slice.Bars)
            {
                if (!_books.TryGetValue(symbol, out var book))
                    _books.Add(symbol, book = new Book());
                if (slice.Frame is null)
                    OnMinute(symbol, book, bar);
                else if (slice.Frame == Five)
                    OnFive(book, bar);
            }

            if (slice.Frame == KlineResampling.Daily)
                EndDay(slice.Bars.Minute);
        }

        Console.WriteLine($"""

            {_account.Trades} round trips, {_account.Won} with a gain after costs
            Equity {_account.Cash:N0} won from {_account.Start:N0} ({(_account.Cash - _account.Start) / _account.Start:+0.00%;-0.00%}), costs {_account.Costs:N0} won
            Ignored: spread and queue, the price moving with the order, limits of ±30 % and halts, dividends, splits, interest.
            """);
    }

    private void OnMinute(string symbol, Book book, Kline bar)
    {
        // Executes the order that was decided before this bar.
        if (book.Order != Order.None)
            _account.Execute(book, symbol, bar.Open, bar.Minute);
        book.Last = bar;
    }

    private static void OnFive(Book book, Kline bar)
    {
        var regular = TradingSession.For(Venue.Krx, DateOnly.FromDateTime(bar.Minute))!.Periods.First(period => period.Phase == TradingPhase.Regular);
        var (time, rangeEnd, lastCall) = (TimeOnly.FromDateTime(bar.Minute), regular.First.AddMinutes(30), regular.Last.AddMinutes(-20));
        if (time < rangeEnd)
            (book.High, book.Low) = (Math.Max(book.High, bar.High), Math.Min(book.Low, bar.Low));
        else if (book.Shares > 0 && (bar.Close < book.Low || time >= lastCall))
            book.Order = Order.Sell;
        else if (!book.Done && bar.Close > book.High && book.High > 0 && time < lastCall)
            book.Order = Order.Buy;
    }

    // Remaining shares are sold at the session's last price. What trades in the evening is not used.
    private void EndDay(DateTime day)
    {
        foreach (var (symbol, book) in _books.Where(entry => entry.Value.Shares > 0))
            _account.Execute(book, symbol, book.Last.Close, book.Last.Minute, forced: true);
        _books.Clear();
        _closed = DateOnly.FromDateTime(day);
        Console.WriteLine($"{day:yyyy-MM-dd}  equity {_account.Cash,15:N0}");
    }
}

internal enum Order
{
    None,
    Buy,
    Sell,
}

/// <summary>One symbol's day.</summary>
internal sealed class Book
{
    public decimal High;
    public decimal Low = decimal.MaxValue;
    public Order Order;
    public long Shares;
    public decimal Paid;
    public decimal Price;
    public DateTime Since;
    public Kline Last;
    public bool Done;
}

/// <summary>Cash and trading costs: 0.015 % commission each way, 0.20 % tax on sales as of 2026.</summary>
internal sealed class Account(decimal cash, decimal stake)
{
    private const decimal Commission = 0.00015m, Tax = 0.0020m;

    public decimal Start { get; } = cash;

    public decimal Cash { get; private set; } = cash;

    public decimal Costs { get; private set; }

    public int Trades { get; private set; }

    public int Won { get; private set; }

    public void Execute(Book book, string symbol, decimal price, DateTime minute, bool forced = false)
    {
        var order = forced ? Order.Sell : book.Order;
        book.Order = Order.None;
        if (order == Order.Buy)
        {
            book.Shares = (long)(Math.Min(stake, Cash) / (price * (1 + Commission)));
            (book.Paid, book.Price, book.Since, book.Done) = (Pay(book.Shares * price, Commission), price, minute, true);
            Cash -= book.Paid;
            return;
        }

        var gain = (book.Shares * price) - Cost(book.Shares * price, Commission + Tax);
        Cash += gain;
        Trades++;
        Won += gain > book.Paid ? 1 : 0;
        Console.WriteLine($"{book.Since:yyyy-MM-dd}  {symbol}  {book.Shares,6:N0} shares  {book.Since:HH:mm} at {book.Price,9:N0}  {minute:HH:mm} at {price,9:N0}  "
            + $"{gain - book.Paid,12:+#,0;-#,0;0} won{(forced ? "  (the last price)" : "")}");
        book.Shares = 0;
    }

    private decimal Pay(decimal amount, decimal rate) => amount + Cost(amount, rate);

    private decimal Cost(decimal amount, decimal rate)
    {
        var cost = decimal.Truncate(amount * rate);
        Costs += cost;
        return cost;
    }
}
