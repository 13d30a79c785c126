using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>The trading calendar of KIS. KIS is asked at most once a day.</summary>
/// <remarks>
/// KIS asks clients to make about one holiday call a day. The answer of a Korean day is stored as <c>{prefix}/{yyyyMMdd}.json</c>
/// and shared by every logger that uses the store. It covers some past and some future days. Other days, and all days while KIS
/// cannot be reached, are taken from the newest earlier answer, or else from the embedded table. A failed call is never treated as
/// "closed".
/// </remarks>
public sealed class HantooMarketCalendar : IMarketCalendar
{
    // A page has 24 days: half of them in the past, half in the future.
    private const int DaysBack = 12;
    private static readonly TimeSpan Cooldown = TimeSpan.FromMinutes(10);

    private readonly HantooClient _client;
    private readonly HolidayStore _store;
    private readonly IMarketCalendar _fallback;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly SingleFlight<DateOnly, HolidayAnswer> _flights = new();
    private HolidayAnswer? _known;

    /// <summary>Creates the calendar. Performs no I/O.</summary>
    /// <param name="client">Calls KIS. It is not used in the paper environment, which has no holiday call.</param>
    /// <param name="store">Stores the answers.</param>
    /// <param name="fallback">Provides days that KIS did not report; null for the embedded table.</param>
    /// <param name="prefix">The first part of every key.</param>
    /// <param name="timeProvider">The clock that determines the current Korean date; null for the system's.</param>
    /// <param name="logger">Logs failed calls.</param>
    /// <exception cref="ArgumentException">The prefix is not a valid start of a key.</exception>
    public HantooMarketCalendar(
        HantooClient client,
        IObjectStore store,
        IMarketCalendar? fallback = null,
        string prefix = "hantoo-calendar",
        TimeProvider? timeProvider = null,
        ILogger<HantooMarketCalendar>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(store);
        _client = client;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _store = new HolidayStore(store, new OptionCheck().KeyPrefix(prefix), _timeProvider);
        _fallback = fallback ?? KrxCalendar.Instance;
        _logger = Log.Quiet(logger);
    }

    /// <inheritdoc/>
    public async ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default)
    {
        if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            return MarketDay.Closed;
        var today = KoreaTime.Today(_timeProvider);
        var known = _known is { } held && held.Today == today && _timeProvider.GetUtcNow() < held.Until
            ? held
            : await _flights.RunAsync(today, token => FindAsync(today, token), cancellationToken).ConfigureAwait(false);
        return known.Days.TryGetValue(date, out var isOpen)
            ? isOpen ? MarketDay.Session : MarketDay.Closed
            : await _fallback.GetDayAsync(date, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>The hours are those of the fallback calendar.</remarks>
    public async ValueTask<TradingSession?> SessionAsync(Venue venue, DateOnly date, CancellationToken cancellationToken = default) =>
        await GetDayAsync(date, cancellationToken).ConfigureAwait(false) == MarketDay.Closed ? null
            : await _fallback.SessionAsync(venue, date, cancellationToken).ConfigureAwait(false) ?? TradingSession.For(venue, date);

    private async Task<HolidayAnswer> FindAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var days = Credible(await _store.ReadAsync(today, cancellationToken).ConfigureAwait(false), today);
        var until = DateTimeOffset.MaxValue;
        if (days is null && _client.Environment == HantooEnvironment.Production)
        {
            try
            {
                var holidays = await _client.GetHolidaysAsync(today.AddDays(-DaysBack), cancellationToken).ConfigureAwait(false);
                days = Credible(holidays.ToDictionary(holiday => holiday.Date, holiday => holiday.IsOpen), today);
                if (days is not null)
                    await _store.WriteAsync(today, days, cancellationToken).ConfigureAwait(false);
                else
                    until = _timeProvider.GetUtcNow() + Cooldown;
            }
            catch (RhetenorException exception)
            {
                Log.CalendarUnavailable(_logger, exception.Message);
                until = _timeProvider.GetUtcNow() + Cooldown;
            }
        }

        days ??= Credible(await _store.ReadNewestAsync(cancellationToken).ConfigureAwait(false), today) ?? [];
        return _known = new HolidayAnswer(today, days, until);
    }

    // A closure at short notice is possible, and said. More than one past session that is now called closed is an error of the answer, also of
    // a stored one.
    private Dictionary<DateOnly, bool>? Credible(Dictionary<DateOnly, bool>? days, DateOnly today)
    {
        var denied = (days ?? []).Where(day => day.Key <= today && KrxCalendar.GetDay(day.Key) is var kind && kind != MarketDay.Unknown && day.Value != (kind == MarketDay.Session))
            .Select(day => day.Key).Order().ToList();
        if (denied.Count(date => date < today) is > 1 and var past)
        {
            Log.CalendarUnavailable(_logger,
                $"KIS's holidays contradict the known ones on {past} past days, the first {denied[0].ToText()}: the answer is not used.");
            return null;
        }

        foreach (var date in denied)
            Log.CalendarContradicts(_logger, date, days![date] ? MarketDay.Session : MarketDay.Closed);
        return days;
    }

    private sealed record HolidayAnswer(DateOnly Today, Dictionary<DateOnly, bool> Days, DateTimeOffset Until);
}
