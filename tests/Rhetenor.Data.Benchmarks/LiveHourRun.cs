using System.Diagnostics;
using Rhetenor.Data.Testing;

namespace Rhetenor.Data.Benchmarks;

/// <summary>Logs an hour of a market live on the virtual clock, through the client and a simulated KIS at its pace, with quotes first and without: what it
/// costs, and how old bars are when a reader of the feed receives them.</summary>
internal static class LiveHourRun
{
    private static readonly DateOnly Day = new(2026, 5, 20);
    private static readonly TimeOnly From = new(10, 10), To = new(11, 10);

    public static async Task PrintAsync(int symbols, int liquidPercent)
    {
        Console.WriteLine($"{symbols:N0} symbols, {From:HH:mm} to {To:HH:mm}");
        foreach (var quotesFirst in new[] { false, true })
            await PrintAsync(symbols, liquidPercent, quotesFirst);
    }

    private static async Task PrintAsync(int symbols, int liquidPercent, bool quotesFirst)
    {
        var clock = VirtualClock.AtKorea(Day, new TimeOnly(10, 0), new VirtualClockOptions { Horizon = TimeSpan.FromDays(1), SettleTime = TimeSpan.Zero });
        KisSymbol[] listing = [.. KisSymbols.Mix(symbols).Select((symbol, number) => symbol with { Kind = KindOf(number % 100, liquidPercent) })];
        var kis = new SimulatedKis(new SimulatedKisOptions { Truth = new KisTruth(new KisTruthOptions { Seed = 7, Listing = listing }) }, clock);
        var transport = new Counted(kis, clock);
        var client = new HantooClient(new(kis.Options.AppKey, kis.Options.AppSecret), transport, timeProvider: clock);
        var logger = new HantooKlineLogger(
            [.. listing.Select(symbol => symbol.Code)], new CountingStore(), client, options: new() { QuotesFirst = quotesFirst, RiskLosingOtherWritersBars = true }, timeProvider: clock);

        var kinds = listing.ToDictionary(symbol => symbol.Code, symbol => symbol.Kind, StringComparer.Ordinal);
        var ages = kinds.Values.Distinct().ToDictionary(kind => kind, _ => new List<double>());
        var watch = Stopwatch.StartNew();
        using var stop = new CancellationTokenSource(KoreaTime.At(Day, To.AddMinutes(5)) - clock.GetUtcNow(), clock);
        try
        {
            await clock.RunAsync(async () =>
            {
                var reading = ReadAsync();
                await logger.RunAsync(null, stop.Token);
                await reading;
            });
        }
        catch (OperationCanceledException)
        {
        }

        Console.WriteLine($"{(quotesFirst ? "quotes first" : "minutes only")}: {transport.Calls:N0} calls, of them {transport.QuoteCalls:N0} for quotes, {transport.Bytes / 1e6:N0} MB; {watch.Elapsed.TotalSeconds:N0} s of this machine, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
        foreach (var (kind, all) in ages.Where(one => one.Value.Count > 0).OrderBy(one => one.Key))
        {
            all.Sort();
            Console.WriteLine($"  {kind}: {kinds.Values.Count(one => one == kind):N0} symbols, {all.Count:N0} bars, age {all[all.Count / 2]:N0} s in the middle, {all[^1]:N0} s at most");
        }

        async Task ReadAsync()
        {
            await foreach (var slice in logger.Follow().ReadAsync())
            {
                if (slice.Bars.Minute < Day.ToDateTime(From) || slice.Bars.Minute >= Day.ToDateTime(To) || slice.Kind == KlineFeedKind.Revised)
                    continue;
                foreach (var bar in slice.Bars)
                    ages[kinds[bar.Symbol]].Add((slice.Known.DateTime - slice.End).TotalSeconds);
            }
        }
    }

    private static KisSymbolKind KindOf(int place, int liquid) =>
        place < liquid ? KisSymbolKind.Liquid : place < 92 ? KisSymbolKind.Thin : place < 97 ? KisSymbolKind.Idle : KisSymbolKind.Halted;

    // Counts what is sent within the hour.
    private sealed class Counted(IHttpTransport inner, VirtualClock clock) : IHttpTransport
    {
        public int Calls { get; private set; }

        public int QuoteCalls { get; private set; }

        public long Bytes { get; private set; }

        public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
        {
            var time = TimeOnly.FromDateTime(KoreaTime.Now(clock).DateTime);
            var response = await inner.SendAsync(request, cancellationToken);
            if (time < From || time >= To)
                return response;
            Calls++;
            QuoteCalls += request.RequestUri!.AbsolutePath.Contains("multprice", StringComparison.Ordinal) ? 1 : 0;
            Bytes += response.Content.Headers.ContentLength ?? 0;
            return response;
        }
    }
}
