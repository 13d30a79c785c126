using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>Decides for each day of a series whether its stored prices account for an event: KIS adjusts the days before an event from some
/// moment of the ex-date on. Pure.</summary>
/// <remarks>
/// <para>A day that was fetched before the ex-date does not account for it. Of the others, two witnesses decide: the last close before the
/// event, which the master bounds, for the days fetched on the same date, and later when it is adjusted or earlier when it is not; but not for
/// other days fetched on the ex-date when it was fetched then; and the limits of the exchange, when the next session is only within them if the day is, or is not, adjusted.</para>
/// <para>A day without a witness is taken as adjusted, and is in <see cref="Doubts"/>.</para>
/// </remarks>
internal sealed class EventFrame
{
    private readonly IReadOnlyList<SeriesDay> _days;
    private readonly IReadOnlyList<EventFrame> _later;
    private readonly bool?[] _isAdjusted;
    private readonly DateOnly _first;

    /// <param name="one">The event.</param>
    /// <param name="days">The days of the series.</param>
    /// <param name="venue">The venue of the bars. The close that masters bound is that of KRX.</param>
    /// <param name="later">The later events.</param>
    /// <param name="ofAnotherUntil">The last day that is of another instrument; null for none.</param>
    public EventFrame(AdjustmentFactor one, IReadOnlyList<SeriesDay> days, Venue venue, IReadOnlyList<EventFrame> later, DateOnly? ofAnotherUntil)
    {
        (Event, _days, _later, _isAdjusted) = (one, days, later, new bool?[days.Count]);
        (_first, ExDate) = ExDateWitness.Find(one, days) is { } found ? (found, found) : (one.FirstExDate, one.ExDate);
        for (var i = 0; i < days.Count; i++)
        {
            // The logger keeps a day in the frame of its earliest retrieval: docs/FORMAT.md.
            if (days[i].Date >= ExDate || days[i].Date <= ofAnotherUntil || (days[i].Date < _first && days[i].Fetched?.First < _first))
                _isAdjusted[i] = false;
        }

        if (venue == Venue.Krx)
            ByClose();
        ByLimits();
    }

    /// <summary>Gets the event.</summary>
    public AdjustmentFactor Event { get; }

    /// <summary>Gets the first session whose prices account for it.</summary>
    public DateOnly ExDate { get; }

    /// <summary>Gets the days of which nothing shows whether they are adjusted, one range a line.</summary>
    public IEnumerable<string> Doubts
    {
        get
        {
            foreach (var reason in Enumerable.Range(0, _days.Count).Where(i => _isAdjusted[i] is null).GroupBy(ReasonOf))
            {
                var (first, last) = (_days[reason.First()].Date, _days[reason.Last()].Date);
                yield return $"{DateRange.Text(first, last)}: {reason.Key}";
            }
        }
    }

    /// <summary>Determines whether the stored prices of a day account for the event, or are taken to.</summary>
    public bool IsAdjusted(int day) => _isAdjusted[day] ?? _days[day].Fetched?.First >= ExDate;

    /// <summary>Returns the factor of an event in the stored prices of a day; null when it is not known.</summary>
    private decimal? FactorIn(int day) => _isAdjusted[day] is { } isAdjusted ? isAdjusted ? Event.Factor : 1 : null;

    private string ReasonOf(int day) => _days[day] switch
    {
        { Fetched: null } => $"it is unknown when the bars were fetched, which are taken as traded; no close shows whether the prices account for the {Event.Change.Kind} of {ExDate.ToText()}.",
        var one when one.Date >= _first => $"neither masters nor bars show on which day up to {ExDate.ToText()} the {Event.Change.Kind} was; it is taken to be of the last.",
        var one when one.Fetched.Value.First < ExDate => $"fetched when the {Event.Change.Kind} may have been in force, and taken as traded; neither masters nor bars show on which day up to {ExDate.ToText()} it was.",
        _ => $"fetched after the event, and taken as adjusted; no close shows whether the prices account for the {Event.Change.Kind} of {ExDate.ToText()}.",
    };

    // The close is the unadjusted one that the market cap of the master bounds, or the base price.
    private void ByClose()
    {
        var (index, reset) = (SeriesDay.LastBefore(_days, _first, Event.NoTradeSince), Event.Change.Reset!);
        if (index < 0 || _first < ExDate || reset.IsOfMissedDay || _isAdjusted[index] is not null || _days[index] is not { Close: { } stored, Fetched: { } fetched } || LaterIn(index) is not { } later)
            return;

        // The factor must be larger than what rounding and ticks explain.
        var (close, tolerance) = (stored / later, Math.Min(0.01m, Math.Abs(reset.BaseRatio - 1) / 3));
        var isRaw = close >= reset.PreviousLow * (1 - tolerance) && close <= reset.PreviousHigh * (1 + tolerance);
        var isAdjusted = Math.Abs((close / reset.BasePrice) - 1) <= tolerance;
        if (isRaw == isAdjusted)
            return;
        for (var i = 0; i < _days.Count; i++)
        {
            // On the ex-date itself, KIS changes the prices at some moment.
            if (_isAdjusted[i] is null && _days[i].Date < _first && _days[i].Fetched is { } other && (i == index || other.First != ExDate || fetched.First != ExDate) && (isAdjusted ? other.First >= fetched.First : other.First <= fetched.First))
                _isAdjusted[i] = isAdjusted;
        }
    }

    // From the last day to the first, because the next day must be known.
    private void ByLimits()
    {
        for (var i = _days.Count - 2; i >= 0; i--)
        {
            if (_isAdjusted[i] is not null || _days[i].Date >= _first || _days[i] is not { Close: { } stored, Fetched: not null } || !IsNext(i)
                || LaterIn(i) is not { } later || LaterIn(i + 1) is not { } laterNext || (_days[i + 1].Date >= ExDate ? Event.Factor : FactorIn(i + 1)) is not { } factor)
            {
                continue;
            }

            var (close, open) = (stored / later, _days[i + 1].Open / laterNext / factor);
            var (ifRaw, ifAdjusted) = (ExDateWitness.IsWithinLimits(close, open), ExDateWitness.IsWithinLimits(close / Event.Factor, open));
            if (ifRaw != ifAdjusted)
                _isAdjusted[i] = ifAdjusted;
        }
    }

    // Another event between two days moves the limits.
    private bool IsNext(int day)
    {
        var (date, next) = (_days[day].Date, _days[day + 1].Date);
        return Sessions.AreAdjacent(date, next >= ExDate && Event.HaltedSince is { } halted && halted < next ? halted : next)
            && !_later.Any(other => other.ExDate > date && other._first <= next);
    }

    private decimal? LaterIn(int day) => _later.Aggregate((decimal?)1, (product, other) => product * other.FactorIn(day));
}
