using Rhetenor.Data;

namespace DailyLogger;

/// <summary>A logger over the days asked for, one session at a time.</summary>
internal sealed class Sessions(Arguments arguments, HantooKlineSource source, IMarketCalendar calendar, HantooKlineLogger logger)
{
    public static Sessions Open(Arguments arguments, IObjectStore store, Symbols symbols)
    {
        // A plan calls nothing, so it does without an account.
        var credentials = arguments.Plan ? new HantooCredentials("plan", "plan") : HantooCredentials.FromEnvironment();
        var kis = new HantooOptions
        {
            Environment = arguments.Paper ? HantooEnvironment.Paper : HantooEnvironment.Production,
            BaseAddress = arguments.KisUrl,
            AllowLoopbackHttp = arguments.KisUrl is not null,
        };
        var client = new HantooClient(credentials, tokenCache: new FileTokenCache(TokenFolder), options: kis, logger: new Warnings<HantooClient>());
        IMarketCalendar calendar = arguments.Plan
            ? KrxCalendar.Instance
            : new HantooMarketCalendar(client, store, logger: new Warnings<HantooMarketCalendar>());
        var source = new HantooKlineSource(client);
        var options = new KlineLoggerOptions { Venue = arguments.Venue };
        var logger = new HantooKlineLogger(
            symbols.Codes, store, source, calendar, symbols.Masters, options, logger: new Warnings<HantooKlineLogger>());
        return new(arguments, source, calendar, logger);
    }

    private static string TokenFolder => Path.Join(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "rhetenor", "tokens");

    public async Task<CatchUpPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var (from, to) = await RangeAsync(cancellationToken);
        return await logger.PlanAsync(from, to, cancellationToken);
    }

    /// <summary>Catches up day by day, oldest first, so that a session's report is there also when a later one fails.</summary>
    public async Task CatchUpAsync(Action<CatchUpReport> done, IProgress<CatchUpProgress> progress, CancellationToken cancellationToken)
    {
        var (from, to) = await RangeAsync(cancellationToken);
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            var session = await calendar.SessionAsync(arguments.Venue, date, cancellationToken);
            if (session?.LastCompleted(source.Now) is not null)
                done(await logger.CatchUpAsync(date, progress, cancellationToken));
        }
    }

    /// <summary>Logs live until it is stopped.</summary>
    public Task LogAsync(Action<CatchUpReport> written, CancellationToken cancellationToken) =>
        logger.RunAsync(new Reports(written), cancellationToken);

    private async Task<(DateOnly From, DateOnly To)> RangeAsync(CancellationToken cancellationToken)
    {
        if (arguments is { From: { } from, To: { } to })
            return (from, to);
        var latest = await calendar.LatestSessionAsync(arguments.Venue, source.Now, cancellationToken);
        return (latest.Date, latest.Date);
    }

    private sealed class Reports(Action<CatchUpReport> written) : IProgress<CatchUpReport>
    {
        public void Report(CatchUpReport value) => written(value);
    }
}
