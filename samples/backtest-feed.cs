#:project ../src/Rhetenor.Data.Testing/Rhetenor.Data.Testing.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// A strategy over stored bars: dotnet run samples/backtest-feed.cs -- [<folder of the store> <from> <to> <symbol>...]
// With --masters <folder> in place of symbols, each session has the 50 largest companies of that day, also those delisted since.
// Without arguments, a simulated broker first fills a store in memory. Prices and result are simulated.
using System.Globalization;
using Rhetenor.Data;
using Rhetenor.Data.Testing;

if (args.Length is > 0 and < 4)
{
    Console.Error.WriteLine("backtest-feed [<folder of the store> <yyyy-MM-dd> <yyyy-MM-dd> <symbol>... | --masters <folder>]");
    return 2;
}

string[] symbols = args.Length == 0 ? ["005930", "000660"] : args[3..];
var from = args.Length == 0 ? new DateOnly(2026, 11, 9) : DateOnly.Parse(args[1], CultureInfo.InvariantCulture);
var to = args.Length == 0 ? new DateOnly(2026, 11, 20) : DateOnly.Parse(args[2], CultureInfo.InvariantCulture);
IObjectStore store = args.Length == 0 ? await SimulatedAsync(symbols, from, to) : new DirectoryObjectStore(args[0]);

var archive = new KlineArchive(store);
IKlineFeed feed = symbols is ["--masters", var folder]
    ? archive.Feed(from, to, Universe.Of(Market.Kospi, Market.Kosdaq).Groups("ST").NotHalted().Largest(50), new MasterDownloader(new DirectoryObjectStore(folder)), Breakout.Frames)
    : archive.Feed(new(from, to, symbols), Breakout.Frames);

// The same strategy runs live, unchanged: samples/live-feed.cs.
await new Breakout(cash: 100_000_000, stake: 20_000_000).RunAsync(feed);
return 0;

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
