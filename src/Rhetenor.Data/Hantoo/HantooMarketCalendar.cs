using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>KIS's own calendar: the authority on which days the market opens, asked at most once a day.</summary>
/// <remarks>
/// KIS wants about one holiday call a day. The answer of a Korean day is kept in the store as <c>{prefix}/{yyyyMMdd}.json</c>
/// and shared by every logger on it; it covers some days back and some ahead. Days outside, and all days while KIS cannot be
/// asked, are taken from the newest earlier answer, else from the embedded table. A failed call is never read as "closed".
/// </remarks>
public sealed class HantooMarketCalendar : IMarketCalendar
{
    // A page has 24 days: half of them back, half ahead.
    private const int DaysBack = 12;
    private static readonly TimeSpan Cooldown = TimeSpan.FromMinutes(10);

    private readonly HantooClient _client;
    private readonly HolidayStore _store;
    private readonly IMarketCalendar _fallback;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly SingleFlight<DateOnly, HolidayAnswer> _flights = new();
    private HolidayAnswer? _known;

    /// <summary>Puts the parts together; nothing is read or sent yet.</summary>
    /// <param name="client">Asks KIS; in the paper environment, which has no holiday call, it is not asked.</param>
    /// <param name="store">Keeps the answers.</param>
    /// <param name="fallback">Knows days that KIS did not tell; null for the embedded table.</param>
    /// <param name="prefix">The first part of the keys.</param>
    /// <param name="timeProvider">The clock that decides what today is; null for the system's.</param>
    /// <param name="logger">Told of failed calls.</param>
    /// <exception cref="ArgumentException">No key can start with the prefix.</exception>
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

    private async Task<HolidayAnswer> FindAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var days = await _store.ReadAsync(today, cancellationToken).ConfigureAwait(false);
        var until = DateTimeOffset.MaxValue;
        if (days is null && _client.Environment == HantooEnvironment.Production)
        {
            try
            {
                var holidays = await _client.GetHolidaysAsync(today.AddDays(-DaysBack), cancellationToken).ConfigureAwait(false);
                days = holidays.ToDictionary(holiday => holiday.Date, holiday => holiday.IsOpen);
                await _store.WriteAsync(today, days, cancellationToken).ConfigureAwait(false);
            }
            catch (RhetenorException exception)
            {
                Log.CalendarUnavailable(_logger, exception.Message);
                until = _timeProvider.GetUtcNow() + Cooldown;
            }
        }

        days ??= await _store.ReadNewestAsync(cancellationToken).ConfigureAwait(false) ?? [];
        return _known = new HolidayAnswer(today, days, until);
    }

    private sealed record HolidayAnswer(DateOnly Today, Dictionary<DateOnly, bool> Days, DateTimeOffset Until);
}
