using Rhetenor.Data.Core;
using Rhetenor.Data.Logging;

namespace Rhetenor.Data;

public sealed partial class HantooKlineLogger
{
    /// <summary>Returns the earlier sessions that were begun and are not final, oldest first.</summary>
    private async Task<List<TradingSession>> UnfinishedAsync(TradingSession latest, CancellationToken cancellationToken)
    {
        var sessions = new List<TradingSession>();
        for (var i = 1; sessions.Count < _parts.Options.UnfinishedSessions && i <= _parts.Options.DaysOfUnfinishedSessions; i++)
        {
            if (await _calendar.SessionAsync(_parts.Options.Venue, latest.Date.AddDays(-i), cancellationToken).ConfigureAwait(false) is { } session)
                sessions.Insert(0, session);
        }

        var symbols = new Dictionary<DateOnly, IReadOnlyList<string>>();
        foreach (var session in sessions)
            symbols[session.Date] = await SymbolsAsync(session, cancellationToken).ConfigureAwait(false);
        if (sessions.Count == 0)
            return [];
        await SymbolsAsync(latest, cancellationToken).ConfigureAwait(false);
        var next = sessions.Zip(sessions.Skip(1).Append(latest)).ToDictionary(pair => pair.First.Date, pair => pair.Second.Date);
        return await _parts.Store.UnfinishedAsync(
            sessions, symbols, (session, symbol) => _parts.SharesOfDay(session, next[session.Date], symbol), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The earlier sessions that live logging brings to an end, whatever kept them from it.</summary>
    private sealed class Backlog(HantooKlineLogger logger, IProgress<CatchUpReport>? reports)
    {
        // A doubt can be settled by a second reading. Sooner nothing new is to be expected.
        private static readonly TimeSpan Interval = Defaults.Repetition + TimeSpan.FromMinutes(1);
        private readonly Dictionary<DateOnly, DateTimeOffset> _tried = [];
        private DateTimeOffset _looked;

        /// <summary>Gets the dates of the unfinished sessions as far as they are known, oldest first.</summary>
        public IReadOnlyList<DateOnly> Dates { get; private set; } = [];

        /// <summary>Brings the newest unfinished session to an end when a session begins and after a failure, while the market may be open. The
        /// others wait until it is closed.</summary>
        public async Task FinishNewestAsync(TradingSession latest, CancellationToken cancellationToken)
        {
            _looked = default;
            await WorkAsync(latest, most: 1, cancellationToken).ConfigureAwait(false);
            _looked = default;
        }

        /// <summary>Works off the unfinished sessions, newest first, until a new session has begun.</summary>
        public Task WorkAsync(TradingSession latest, CancellationToken cancellationToken) => WorkAsync(latest, int.MaxValue, cancellationToken);

        private async Task WorkAsync(TradingSession latest, int most, CancellationToken cancellationToken)
        {
            if (logger._parts.Now - _looked < Interval)
                return;
            _looked = logger._parts.Now;
            try
            {
                var unfinished = await logger.UnfinishedAsync(latest, cancellationToken).ConfigureAwait(false);
                Dates = [.. unfinished.Select(session => session.Date)];
                var due = unfinished.AsEnumerable().Reverse().Where(session => logger._parts.Now - _tried.GetValueOrDefault(session.Date) >= Interval);
                foreach (var session in due.Take(most).ToList())
                {
                    if ((await logger.LatestAsync(cancellationToken).ConfigureAwait(false)).Date != latest.Date)
                        return;
                    _tried[session.Date] = logger._parts.Now;
                    var report = await logger.RunSessionAsync(session, null, cancellationToken, waitsForOthers: false).ConfigureAwait(false);
                    Dates = report.IsFinal ? [.. Dates.Where(date => date != session.Date)] : Dates;
                    reports.ReportSafely(report with { Unfinished = Dates }, logger._parts.Logger);
                }
            }
            catch (RhetenorException exception) when (!CatchUpRun.IsFatal(exception))
            {
                Log.RoundFailed(logger._parts.Logger, latest.Date, exception.Message);
            }
        }
    }
}
