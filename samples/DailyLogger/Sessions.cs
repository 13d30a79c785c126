using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rhetenor.Data;

namespace DailyLogger;

/// <summary>Logs the requested days, one session at a time.</summary>
internal sealed class Sessions(
    Settings settings, IObjectStore store, Symbols symbols, HantooFleet source, IMarketCalendar calendar, IOptions<RhetenorDataOptions> options, ILogger<HantooKlineLogger> log)
{
    private const int WorkersPerKey = 16;

    private readonly HantooKlineLogger _logger = new(
        async (session, cancellationToken) => await symbols.SelectAsync(session.Date, cancellationToken),
        store, source, calendar, options.Value.Klines with { Venue = settings.Venue, Workers = WorkersPerKey * source.Keys.Count }, logger: log);

    public async Task<IReadOnlyList<CatchUpPlan>> PlanAsync(CancellationToken cancellationToken)
    {
        var (from, to) = await RangeAsync(cancellationToken);
        return await _logger.PlanAsync(from, to, cancellationToken);
    }

    /// <summary>Catches up day by day, oldest first, so that a session's report exists even if a later session fails.</summary>
    public async Task CatchUpAsync(Action<CatchUpReport> done, IProgress<CatchUpProgress> progress, CancellationToken cancellationToken)
    {
        if (settings.From is null)
        {
            var latest = await _logger.CatchUpAsync(progress, cancellationToken);
            foreach (var earlier in latest.Earlier)
                done(earlier);
            done(latest);
            return;
        }

        var (from, to) = await RangeAsync(cancellationToken);
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            var session = await calendar.SessionAsync(settings.Venue, date, cancellationToken);
            if (session?.LastCompleted(Now) is not null)
                done(await _logger.CatchUpAsync(date, progress, cancellationToken));
        }
    }

    /// <summary>Logs live until it is stopped.</summary>
    public Task LogAsync(Action<CatchUpReport> written, CancellationToken cancellationToken) =>
        _logger.RunAsync(new Reports(written), cancellationToken);

    private DateTimeOffset Now => source.ServerNow ?? TimeProvider.System.GetUtcNow();

    private async Task<(DateOnly From, DateOnly To)> RangeAsync(CancellationToken cancellationToken)
    {
        if (settings is { From: { } from, To: { } to })
            return (from, to);
        var latest = await calendar.LatestSessionAsync(settings.Venue, Now, cancellationToken);
        return (latest.Date, latest.Date);
    }

    private sealed class Reports(Action<CatchUpReport> written) : IProgress<CatchUpReport>
    {
        public void Report(CatchUpReport value) => written(value);
    }
}
