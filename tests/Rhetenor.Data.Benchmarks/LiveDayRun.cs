using System.Diagnostics;
using Rhetenor.Data.Testing;

namespace Rhetenor.Data.Benchmarks;

/// <summary>Logs a day of 2,700 symbols live on the virtual clock, at the pace of 18 calls a second, and counts what that costs in S3.</summary>
internal static class LiveDayRun
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    public static async Task PrintAsync(int symbols, TimeSpan upload)
    {
        var clock = VirtualClock.AtKorea(Day, new TimeOnly(8, 50), new VirtualClockOptions { Horizon = TimeSpan.FromDays(5), SettleTime = TimeSpan.Zero });
        var listing = KisSymbols.Mix(symbols);
        var source = new PacedSource(new KisTruth(new KisTruthOptions { Seed = 7, Listing = listing }), clock);
        var store = new CountingStore();
        string[] codes = [.. listing.Select(symbol => symbol.Code)];
        var options = new KlineLoggerOptions { UploadInterval = upload, RiskLosingOtherWritersBars = true };
        HantooKlineLogger Logger() => new(codes, store, source, options: options, timeProvider: clock);

        using var stop = new CancellationTokenSource(KoreaTime.At(Day, new TimeOnly(18, 30)) - clock.GetUtcNow(), clock);
        try
        {
            await clock.RunAsync(() => Logger().RunAsync(null, stop.Token));
        }
        catch (OperationCanceledException)
        {
        }

        Console.WriteLine($"live, {symbols:N0} symbols, an object each {upload.TotalMinutes} minutes at most: {source.Calls:N0} calls");
        Console.WriteLine($"  requests: {store.Take()}");
        Console.WriteLine($"  stored:   {await store.ContentAsync()}");
        await NothingToDoAsync("nothing to do");
        var compactor = new KlineCompactor(store, new() { CompressionLevel = 3 }, clock);
        await compactor.CompactAsync(Day, Day);
        await compactor.RemoveCompactedAsync(Day, Day, store);
        Console.WriteLine($"compacted:  {store.Take()}");
        Console.WriteLine($"  stored:   {await store.ContentAsync()}");
        await NothingToDoAsync("nothing to do, compacted");

        async Task NothingToDoAsync(string what)
        {
            await clock.RunAsync(() => Logger().CatchUpAsync(Day));
            store.Take();
            var watch = Stopwatch.StartNew();
            var report = await clock.RunAsync(() => Logger().CatchUpAsync(Day));
            Console.WriteLine($"{what}: {report.Calls} calls, {store.Take()}, {watch.ElapsedMilliseconds} ms");
        }
    }

    // What KIS would answer, one call for each request, no more than the rate limit allows.
    private sealed class PacedSource(KisTruth truth, VirtualClock clock) : IKlineSource
    {
        private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1 / (18 * 0.95));
        private DateTimeOffset _next;

        public int Calls { get; private set; }

        public async Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default)
        {
            Calls++;
            var now = clock.GetUtcNow();
            _next = _next > now ? _next + Spacing : now;
            await Task.Delay(_next - now, clock, cancellationToken);
            var last = request.Session.LastCompleted(clock.GetUtcNow() - request.SettleMargin);
            var until = last < request.Until ? last.Value : request.Until;
            var rows = truth.FinalBars(request.Session.Venue, request.Session.Date, request.Symbol)
                .Where(row => !(row.Minute <= request.After) && row.Minute <= until).ToList();
            return new(rows, until);
        }
    }
}
