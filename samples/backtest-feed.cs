#:project ../src/Rhetenor.Data.Testing/Rhetenor.Data.Testing.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// An opening-range breakout over the replay: dotnet run samples/backtest-feed.cs -- [<folder of the store> <from> <to> <symbol>...]
// Without arguments, a simulated broker first fills a store in memory. Prices and result are simulated.
using System.Globalization;
using Rhetenor.Data;
using Rhetenor.Data.Testing;

if (args.Length is > 0 and < 4)
{
    Console.Error.WriteLine("backtest-feed [<folder of the store> <yyyy-MM-dd> <yyyy-MM-dd> <symbol>...]");
    return 2;
}

string[] symbols = args.Length == 0 ? ["005930", "000660"] : args[3..];
var from = args.Length == 0 ? new DateOnly(2026, 11, 9) : DateOnly.Parse(args[1], CultureInfo.InvariantCulture);
var to = args.Length == 0 ? new DateOnly(2026, 11, 20) : DateOnly.Parse(args[2], CultureInfo.InvariantCulture);
IObjectStore store = args.Length == 0 ? await SimulatedAsync(symbols, from, to) : new DirectoryObjectStore(args[0]);

// Session by session, in the memory of one session for any range.
var account = new Account(Cash: 100_000_000, Stake: 20_000_000);
await foreach (var day in new KlineArchive(store).ReadDaysAsync(new(from, to, symbols)))
    Trade(day, account);

Console.WriteLine($"""

    {account.Trades} round trips, {account.Won} with a gain after costs
    Equity {account.Cash:N0} won from {account.Start:N0} ({(account.Cash - account.Start) / account.Start:+0.00%;-0.00%}), costs {account.Costs:N0} won
    Ignored: spread and queue, the price moving with the order, limits of ±30 % and halts, dividends, splits, interest.
    """);
return 0;

// Buys once a day when a close is above the range of the first thirty minutes. Sells when a close is below it, or before the
// closing auction. A signal is known at the end of its minute and executed at the open of the symbol's next bar.
static void Trade(KlineHistory day, Account account)
{
    var session = TradingSession.For(day.Venue, DateOnly.FromDateTime(day[0].Minutes[0]))!;
    var regular = session.Periods.First(period => period.Phase == TradingPhase.Regular);
    var rangeEnd = session.Date.ToDateTime(regular.First).AddMinutes(30);
    var lastCall = session.Date.ToDateTime(regular.Last).AddMinutes(-15);
    var books = day.Select(_ => new Book()).ToArray();
    var replay = day.Replay();
    while (replay.MoveNext() && replay.Minute <= session.Date.ToDateTime(regular.Last))
    {
        foreach (var symbol in replay.Updated)
        {
            var (book, series, i) = (books[symbol], day[symbol], replay.LatestIndex(symbol));

            // Executes the order decided before this bar, then evaluates the bar.
            if (book.Order != Order.None)
                account.Execute(book, series.Symbol, (decimal)series.Open[i], replay.Minute);
            if (replay.Minute < rangeEnd)
                (book.High, book.Low) = (Math.Max(book.High, series.High[i]), Math.Min(book.Low, series.Low[i]));
            else if (book.Shares > 0 && (series.Close[i] < book.Low || replay.Minute >= lastCall))
                book.Order = Order.Sell;
            else if (!book.Done && series.Close[i] > book.High && book.High > 0 && replay.Minute < lastCall)
                book.Order = Order.Buy;
        }
    }

    // Remaining shares are sold at the session's last price.
    for (var symbol = 0; symbol < books.Length; symbol++)
    {
        var last = day[symbol].IndexOf(session.Date.ToDateTime(regular.Last).AddMinutes(1)) - 1;
        if (books[symbol].Shares > 0)
            account.Execute(books[symbol], day[symbol].Symbol, (decimal)day[symbol].Close[last], day[symbol].Minutes[last], forced: true);
    }

    Console.WriteLine($"{session.Date:yyyy-MM-dd}  equity {account.Cash,15:N0}");
}

static async Task<IObjectStore> SimulatedAsync(string[] symbols, DateOnly from, DateOnly to)
{
    var store = new InMemoryObjectStore();
    var clock = VirtualClock.AtKorea(to, new TimeOnly(20, 30));
    var kis = new SimulatedKis(timeProvider: clock);
    var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), kis, timeProvider: clock);
    var logger = new HantooKlineLogger(symbols, store, client, timeProvider: clock);
    var reports = await clock.RunAsync(() => logger.CatchUpAsync(from, to));
    Console.WriteLine($"Simulated prices: {reports.Sum(report => report.NewBars)} bars of {reports.Count} sessions\n");
    return store;
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
    public double High;
    public double Low = double.MaxValue;
    public Order Order;
    public long Shares;
    public decimal Paid;
    public decimal Price;
    public DateTime Since;
    public bool Done;
}

/// <summary>Cash and trading costs: 0.015 % commission each way, 0.20 % tax on sales as of 2026.</summary>
internal sealed class Account(decimal Cash, decimal Stake)
{
    private const decimal Commission = 0.00015m, Tax = 0.0020m;

    public decimal Start { get; } = Cash;

    public decimal Cash { get; private set; } = Cash;

    public decimal Costs { get; private set; }

    public int Trades { get; private set; }

    public int Won { get; private set; }

    public void Execute(Book book, string symbol, decimal price, DateTime minute, bool forced = false)
    {
        var order = forced ? Order.Sell : book.Order;
        book.Order = Order.None;
        if (order == Order.Buy)
        {
            book.Shares = (long)(Math.Min(Stake, Cash) / (price * (1 + Commission)));
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
