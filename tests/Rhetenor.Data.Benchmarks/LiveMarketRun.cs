using System.Diagnostics;
using Rhetenor.Data.Testing;

namespace Rhetenor.Data.Benchmarks;

/// <summary>Logs an hour or a day of a market live on the virtual clock, through the client and a simulated KIS at its pace: what it costs, how old bars are
/// when a reader of the feed receives them, and after a day whether all bars are the market's.</summary>
internal static class LiveMarketRun
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    public static async Task PrintHourAsync(int symbols, int liquidPercent)
    {
        foreach (var quotesFirst in new[] { false, true })
            await PrintAsync(symbols, liquidPercent, quotesFirst, new(10, 10), new(11, 10));
    }

    public static async Task PrintDayAsync(int symbols, int liquidPercent, bool quotesFirst)
    {
        var (kis, store) = await PrintAsync(symbols, liquidPercent, quotesFirst, new(9, 0), new(18, 30));
        Console.WriteLine($"  without the logger and its reader: heap {GC.GetTotalMemory(forceFullCollection: true) >> 20} MiB");
        var stored = await new KlineArchive(store).LoadAsync(new(Day, Day));
        var (equal, different) = (0, 0);
        foreach (var code in kis.Truth.Options.Listing.Select(symbol => symbol.Code))
        {
            var bars = stored.TryGetValue(code, out var series) ? series.Select(bar => (bar.Minute, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume)) : [];
            var isEqual = kis.Truth.FinalBars(Venue.Krx, Day, code).Where(row => row.Volume > 0).Select(row => (row.Minute, row.Open, row.High, row.Low, row.Close, row.Volume)).SequenceEqual(bars);
            (equal, different) = isEqual ? (equal + 1, different) : (equal, different + 1);
        }

        var report = await new KlineArchive(store).ReportCoverageAsync(new(Day, Day, [.. kis.Truth.Options.Listing.Select(symbol => symbol.Code)]));
        Console.WriteLine($"  bars of {equal:N0} symbols are the market's, of {different:N0} are not; {report.ToString().Split('\n')[0]}");
    }

    private static async Task<(SimulatedKis Kis, IObjectStore Store)> PrintAsync(int symbols, int liquidPercent, bool quotesFirst, TimeOnly from, TimeOnly to)
    {
        var clock = VirtualClock.AtKorea(Day, from.AddMinutes(-10), new VirtualClockOptions { Horizon = TimeSpan.FromDays(1), SettleTime = TimeSpan.Zero });
        KisSymbol[] listing = [.. KisSymbols.Mix(symbols).Select((symbol, number) => symbol with { Kind = KindOf(number % 100, liquidPercent) })];
        var kis = new SimulatedKis(new SimulatedKisOptions { Truth = new KisTruth(new KisTruthOptions { Seed = 7, Listing = listing }) }, clock);
        var (transport, store) = (new Counted(kis, clock, from, to), new CountingStore());
        var client = new HantooClient(new(kis.Options.AppKey, kis.Options.AppSecret), transport, timeProvider: clock);
        var logger = new HantooKlineLogger(
            [.. listing.Select(symbol => symbol.Code)], store, client, options: new() { QuotesFirst = quotesFirst, RiskLosingOtherWritersBars = true }, timeProvider: clock);

        var kinds = listing.ToDictionary(symbol => symbol.Code, symbol => symbol.Kind, StringComparer.Ordinal);
        var ages = kinds.Values.Distinct().ToDictionary(kind => kind, _ => new List<double>());
        var watch = Stopwatch.StartNew();
        using var stop = new CancellationTokenSource(KoreaTime.At(Day, to.AddMinutes(5)) - clock.GetUtcNow(), clock);
        try
        {
            await clock.RunAsync(async () =>
            {
                var reading = ReadAsync();
                try
                {
                    await logger.RunAsync(null, stop.Token);
                }
                finally
                {
                    await reading;
                }
            });
        }
        catch (OperationCanceledException)
        {
        }

        Console.WriteLine($"{symbols:N0} symbols, {from:HH:mm} to {to:HH:mm}, {(quotesFirst ? "quotes first" : "minutes only")}: {transport.Calls:N0} calls, of them {transport.QuoteCalls:N0} for quotes, {transport.Bytes / 1e6:N0} MB; {watch.Elapsed.TotalSeconds:N0} s of this machine, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
        foreach (var (kind, all) in ages.Where(one => one.Value.Count > 0).OrderBy(one => one.Key))
        {
            all.Sort();
            Console.WriteLine($"  {kind}: {kinds.Values.Count(one => one == kind):N0} symbols, {all.Count:N0} bars, age {all[all.Count / 2]:N0} s in the middle, {all[^1]:N0} s at most");
        }

        return (kis, store);

        async Task ReadAsync()
        {
            var hour = from.Hour;
            await foreach (var slice in logger.Follow().ReadAsync())
            {
                if (slice.Known.Hour > hour)
                {
                    hour = slice.Known.Hour;
                    Console.WriteLine($"  {hour}:00: heap {GC.GetTotalMemory(forceFullCollection: true) >> 20} MiB");
                }

                if (slice.Bars.Minute < Day.ToDateTime(from) || slice.Bars.Minute >= Day.ToDateTime(to) || slice.Kind == KlineFeedKind.Revised)
                    continue;
                foreach (var bar in slice.Bars)
                    ages[kinds[bar.Symbol]].Add((slice.Known.DateTime - slice.End).TotalSeconds);
            }
        }
    }

    private static KisSymbolKind KindOf(int place, int liquid) =>
        place < liquid ? KisSymbolKind.Liquid : place < 92 ? KisSymbolKind.Thin : place < 97 ? KisSymbolKind.Idle : KisSymbolKind.Halted;

    // Counts what is sent within the hours.
    private sealed class Counted(SimulatedKis inner, VirtualClock clock, TimeOnly from, TimeOnly to) : IHttpTransport
    {
        public int Calls { get; private set; }

        public int QuoteCalls { get; private set; }

        public long Bytes { get; private set; }

        public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
        {
            var time = TimeOnly.FromDateTime(KoreaTime.Now(clock).DateTime);
            var response = await inner.SendAsync(request, cancellationToken);
            if (time < from || time >= to)
                return response;
            Calls++;
            QuoteCalls += request.RequestUri!.AbsolutePath.Contains("multprice", StringComparison.Ordinal) ? 1 : 0;
            Bytes += response.Content.Headers.ContentLength ?? 0;
            if (Calls % 10_000 == 0)
                inner.ForgetRequests();
            return response;
        }
    }
}
