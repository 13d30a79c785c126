using System.Diagnostics;
using Rhetenor.Data.Core;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>The stored masters (종목마스터) of many days as a history: which instruments existed when, and what changed.</summary>
/// <remarks>
/// Instruments are identified by their ISIN. A day that is not stored is not guessed: what happened on it is dated to the next stored
/// day, and <see cref="MasterChange.Since"/> is the last stored day before it. Immutable and safe for concurrent readers. Create it with
/// <see cref="MasterDownloader.LoadHistoryAsync"/>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class MasterHistory
{
    private readonly MasterTimeline _timeline;
    // A company that is gone is still paid its last dividends.
    private const int DaysAfterDelisting = 120;

    private readonly Lazy<IReadOnlyList<Instrument>> _instruments;
    private readonly Lazy<ILookup<string, Instrument>> _byCode;

    internal MasterHistory(DateOnly from, DateOnly to, MasterTimeline timeline)
    {
        (From, To, _timeline) = (from, to, timeline);
        _instruments = new(() => [.. timeline.Spans.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => InstrumentLives.Of(timeline, entry.Key, entry.Value))]);
        _byCode = new(() => Instruments.SelectMany(instrument => instrument.Periods.Select(period => period.ShortCode).Append(instrument.StandardCode).Distinct().Select(code => (code, instrument)))
            .ToLookup(pair => pair.code, pair => pair.instrument, StringComparer.Ordinal));
    }

    /// <summary>Gets the first requested day, Korean date.</summary>
    public DateOnly From { get; }

    /// <summary>Gets the last requested day, Korean date.</summary>
    public DateOnly To { get; }

    /// <summary>Gets all instruments of the range, in order of their ISIN, also those that are gone.</summary>
    public IReadOnlyList<Instrument> Instruments => _instruments.Value;

    /// <summary>Returns the days whose master is stored, ascending, Korean dates.</summary>
    public IReadOnlyList<DateOnly> DaysHeld(Market market) => _timeline.DaysOf(market);

    /// <summary>Returns the sessions of the requested range whose master is not stored, Korean dates. Sessions to come are among them.</summary>
    public IReadOnlyList<DateOnly> DaysMissing(Market market)
    {
        var known = _timeline.DaysOf(market).ToHashSet();
        return [.. DateRange.Days(From, To).Where(day => KrxCalendar.GetDay(day) == MarketDay.Session && !known.Contains(day))];
    }

    /// <summary>Returns the stored day whose master is in force on a date: the last one up to it; null before the first.</summary>
    /// <param name="market">The market.</param>
    /// <param name="date">The Korean date.</param>
    public DateOnly? DayInForce(Market market, DateOnly date) => _timeline.DayInForce(market, date);

    /// <summary>Returns the changes from each stored day to the next, in order of date, with resets of base prices.</summary>
    public IReadOnlyList<MasterChange> Changes() => TimelineChanges.Stream(_timeline, DateOnly.MinValue, DateOnly.MaxValue);

    /// <summary>Returns the changes that stored days of a range show, in order of date, with resets of base prices.</summary>
    /// <param name="from">The first day, Korean date.</param>
    /// <param name="to">The last day, Korean date.</param>
    public IReadOnlyList<MasterChange> Changes(DateOnly from, DateOnly to) => TimelineChanges.Stream(_timeline, from == DateOnly.MinValue ? from : from.AddDays(-1), to);

    /// <summary>Compares the masters in force on two dates. What changed and changed back between them is not contained, except resets of
    /// base prices.</summary>
    /// <param name="earlier">The earlier date, Korean.</param>
    /// <param name="later">The later date, Korean.</param>
    /// <remarks>A market without a stored day up to the earlier date is not compared: see <see cref="DayInForce"/>.</remarks>
    /// <exception cref="ArgumentException">The later date is before the earlier one.</exception>
    public IReadOnlyList<MasterChange> Between(DateOnly earlier, DateOnly later)
    {
        if (later < earlier)
            throw new ArgumentException($"{later.ToText()} is before {earlier.ToText()}.", nameof(later));
        return TimelineChanges.Between(_timeline, earlier, later);
    }

    /// <summary>Finds an instrument by its ISIN, or by its short code, also with the exchange's prefix A. Of several with one code the one
    /// that was seen last is returned.</summary>
    /// <returns>The instrument; null when there is none.</returns>
    public Instrument? Find(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var shortCode = code is ['A', .. { Length: 6 } rest] ? rest : code;
        return Instruments
            .Where(instrument => instrument.StandardCode == code || instrument.Periods.Any(period => period.ShortCode == shortCode))
            .MaxBy(instrument => instrument.LastSeen);
    }

    /// <summary>Finds the instrument of a corporate action: the one that had its code on the date, or nearest to it.</summary>
    /// <returns>The instrument; null when the masters have none with the code, or only one that was not listed on the date.</returns>
    public Instrument? Find(CorporateAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return _byCode.Value[action.Code]
            .Where(instrument => !(action.Date <= instrument.NotBefore) && !(action.Date > instrument.GoneBy?.AddDays(DaysAfterDelisting)))
            .MinBy(instrument => instrument.Periods.Where(period => period.ShortCode == action.Code || instrument.StandardCode == action.Code)
                .Min(period => Math.Max(0, Math.Max(period.From.DayNumber - action.Date.DayNumber, action.Date.DayNumber - period.To.DayNumber))));
    }

    /// <summary>Determines whether the masters have an instrument with a code, at any time.</summary>
    internal bool HasCode(string code) => _byCode.Value.Contains(code);

    /// <summary>Finds instruments by a part of a Korean name that they have or had; those whose name begins with it come first.</summary>
    public IReadOnlyList<Instrument> Search(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return
        [
            .. Instruments.Where(instrument => instrument.Periods.Any(period => period.KoreanName.Contains(name, StringComparison.OrdinalIgnoreCase)))
                .OrderByDescending(instrument => instrument.Periods.Any(period => period.KoreanName.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
                .ThenBy(instrument => instrument.KoreanName, StringComparer.Ordinal),
        ];
    }

    /// <summary>Returns range, days and instruments in one line, independent of culture.</summary>
    public override string ToString() =>
        $"{From.ToText()} – {To.ToText()}: {string.Join(", ", Market.All.Select(market => $"{market.ToKey()} {Texts.Count(DaysHeld(market).Count, "day")}"))}, {Texts.Count(_timeline.Spans.Count, "instrument")}";

    /// <summary>Returns the first of the held days right before a change on which the instrument was halted, and whether it may have been
    /// halted before the history begins; null when it was not halted.</summary>
    internal (DateOnly Since, bool IsOlder)? HaltedSince(MasterChange change)
    {
        InstrumentSpan? halted = null;
        foreach (var span in _timeline.Spans[change.StandardCode].Where(span => span.From < change.Date).Reverse())
        {
            if (!span.State.IsHalted)
                break;
            halted = span;
        }

        return halted is { } first ? (first.From, first.From == _timeline.DaysOf(first.State.Market)[0]) : null;
    }

    internal IReadOnlyList<string> CodesOf(string standardCode) => [.. _timeline.Spans[standardCode].Select(span => span.State.ShortCode).Distinct()];
}
