using Rhetenor.Data.Core;
using Rhetenor.Data.Logging;

namespace Rhetenor.Data;

public sealed partial class HantooKlineLogger
{
    /// <summary>Returns the earlier sessions that were begun and are not final, oldest first.</summary>
    private async Task<List<TradingSession>> UnfinishedAsync(TradingSession latest, CancellationToken cancellationToken)
    {
        // Half of all days have sessions even around the longest holidays.
        var sessions = new List<TradingSession>();
        for (var i = 1; sessions.Count < _parts.Options.UnfinishedSessions && i <= 14 + (2 * _parts.Options.UnfinishedSessions); i++)
        {
            if (await _calendar.SessionAsync(_parts.Options.Venue, latest.Date.AddDays(-i), cancellationToken).ConfigureAwait(false) is { } session)
                sessions.Insert(0, session);
        }

        return sessions.Count == 0 ? [] : await _parts.Store.UnfinishedAsync(sessions, _symbols, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The earlier sessions that live logging brings to an end, whatever kept them from it.</summary>
    private sealed class Backlog(HantooKlineLogger logger, IProgress<CatchUpReport>? reports)
    {
        // A doubt can be settled by a second reading after an hour. Sooner nothing new is to be expected.
        private static readonly TimeSpan Interval = TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1);
        private readonly Dictionary<DateOnly, DateTimeOffset> _tried = [];
        private DateTimeOffset _looked;
        private bool _isStarted;

        /// <summary>Brings the newest unfinished session to an end when logging starts. The others wait until the market is closed.</summary>
        public async Task FinishLatestAsync(TradingSession latest, CancellationToken cancellationToken)
        {
            if (!_isStarted)
                await WorkAsync(latest, most: 1, cancellationToken).ConfigureAwait(false);
            (_isStarted, _looked) = (true, default);
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
                var due = unfinished.AsEnumerable().Reverse().Where(session => logger._parts.Now - _tried.GetValueOrDefault(session.Date) >= Interval);
                foreach (var session in due.Take(most).ToList())
                {
                    if ((await logger.LatestAsync(cancellationToken).ConfigureAwait(false)).Date != latest.Date)
                        return;
                    _tried[session.Date] = logger._parts.Now;
                    logger.Tell(reports, await logger.RunSessionAsync(session, null, cancellationToken).ConfigureAwait(false));
                }
            }
            catch (RhetenorException exception) when (!CatchUpRun.IsFatal(exception))
            {
                Log.RoundFailed(logger._parts.Logger, latest.Date, exception.Message);
            }
        }
    }
}
