using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>The content of many masters by instrument: the derived object of a history. Pure.</summary>
/// <remarks>Days are added in order. An instrument is present on a held day of a market when one of its spans there contains the
/// day.</remarks>
internal sealed class MasterTimeline
{
    private readonly List<HeldMaster> _held = [];
    private readonly Dictionary<Market, List<DateOnly>> _days = Market.All.ToDictionary(market => market, _ => new List<DateOnly>());
    private readonly Dictionary<string, List<InstrumentSpan>> _spans = new(StringComparer.Ordinal);
    private readonly List<MasterChange> _resets = [];
    private readonly Dictionary<Market, PreviousMaster> _previous = [];

    /// <summary>Gets the masters before the first day that its resets were found with, in order of market.</summary>
    public IReadOnlyList<HeldMaster> Before { get; private set; } = [];

    /// <summary>Gets the masters that were added, in order of date and market.</summary>
    public IReadOnlyList<HeldMaster> Held => _held;

    /// <summary>Gets the instruments' spans by ISIN, in any order, each in order of time.</summary>
    public IReadOnlyDictionary<string, List<InstrumentSpan>> Spans => _spans;

    /// <summary>Gets the resets of base prices, in order of date.</summary>
    public IReadOnlyList<MasterChange> Resets => _resets;

    /// <summary>Gets the held days of a market, ascending.</summary>
    public IReadOnlyList<DateOnly> DaysOf(Market market) => _days[market];

    /// <summary>Returns the number of a held day among those of its market.</summary>
    public int IndexOf(Market market, DateOnly day) => _days[market].BinarySearch(day);

    /// <summary>Adds the masters of the next day.</summary>
    public void Add(DateOnly date, IReadOnlyList<(HeldMaster Held, MasterFile File)> masters)
    {
        if (_held.Count > 0 && date <= _held[^1].Date)
            throw new ArgumentException($"{date.ToText()} is not after {_held[^1].Date.ToText()}.", nameof(date));
        var added = masters.OrderBy(master => master.Held.Market).Select(master => Add(master.Held, master.File)).ToList();
        foreach (var master in added)
        {
            _held.Add(master.Held);
            _days[master.Held.Market].Add(date);
            _previous[master.Held.Market] = master;
        }
    }

    /// <summary>Determines whether the records of a master are those that the next day is compared with.</summary>
    public bool IsPrevious(HeldMaster held) => _previous.GetValueOrDefault(held.Market)?.Held == held;

    /// <summary>Adds a master of a day before the next one that is added, with which that one is compared. It is not part of the
    /// timeline.</summary>
    public void Precede(HeldMaster held, MasterFile file) => _previous[held.Market] = PreviousMaster.Of(held, file);

    /// <summary>Records the masters before the first day.</summary>
    public void BeginAfter(IReadOnlyList<HeldMaster> before) => Before = before;

    // The reset of a day is found by its master and the one before it alone, so that it does not depend on where a timeline begins.
    private PreviousMaster Add(HeldMaster held, MasterFile file)
    {
        var (date, previous) = (held.Date, Last(_days[held.Market]));
        var records = new Dictionary<string, (InstrumentState, BasePriceReset?)>(file.Count, StringComparer.Ordinal);
        foreach (var record in file)
        {
            var state = InstrumentState.Of(record);
            var (day, earlier) = PreviousOf(held.Market, state.StandardCode);
            var reset = InstrumentComparison.ResetOf(record, earlier?.State, day, date);
            if (reset is not null && !reset.Reset!.IsSame(earlier?.Reset))
                _resets.Add(reset);
            records[state.StandardCode] = (state, reset?.Reset);
            var spans = SpansOf(state.StandardCode);
            var last = spans.Count == 0 ? default(InstrumentSpan?) : spans[^1];
            if (last is { } span && span.To == previous && span.State.IsSame(state))
                spans[^1] = span with { To = date };
            else
                spans.Add(new(date, date, last is { } known && known.State.IsSame(state) ? known.State : state));
        }

        return new(held, records);
    }

    // An instrument that moves was in another market.
    private (DateOnly? Day, (InstrumentState State, BasePriceReset? Reset)? Earlier) PreviousOf(Market market, string isin)
    {
        if (_previous.TryGetValue(market, out var own) && own.Records.TryGetValue(isin, out var known))
            return (own.Held.Date, known);
        foreach (var other in _previous.Values)
        {
            if (other.Records.TryGetValue(isin, out var moved))
                return (other.Held.Date, moved);
        }

        return (null, null);
    }

    /// <summary>Adds what was read from a derived object that begins after this one.</summary>
    public void Restore(IEnumerable<HeldMaster> held, IEnumerable<KeyValuePair<string, List<InstrumentSpan>>> instruments, IEnumerable<MasterChange> resets)
    {
        // A span goes on over the end of a year.
        var ends = Market.All.ToDictionary(market => market, market => Last(_days[market]));
        var starts = new Dictionary<Market, DateOnly>();
        foreach (var master in held)
        {
            _held.Add(master);
            _days[master.Market].Add(master.Date);
            starts.TryAdd(master.Market, master.Date);
        }

        foreach (var (isin, spans) in instruments)
        {
            var known = SpansOf(isin);
            var first = spans[0];
            var goesOn = known.Count > 0 && known[^1] is var last && last.To == ends[first.State.Market] && first.From == starts[first.State.Market] && last.State.IsSame(first.State);
            if (goesOn)
                known[^1] = known[^1] with { To = first.To };
            known.AddRange(goesOn ? spans.Skip(1) : spans);
        }

        _resets.AddRange(resets);
    }

    /// <summary>Returns the held day in force on a date: the last one up to it; null before the first.</summary>
    public DateOnly? DayInForce(Market market, DateOnly date)
    {
        var days = _days[market];
        var index = days.BinarySearch(date);
        index = index < 0 ? ~index - 1 : index;
        return index < 0 ? null : days[index];
    }

    /// <summary>Returns the first held day after a date; null when there is none.</summary>
    public DateOnly? NextDay(Market market, DateOnly date)
    {
        var days = _days[market];
        var index = days.BinarySearch(date);
        index = index < 0 ? ~index : index + 1;
        return index < days.Count ? days[index] : null;
    }

    /// <summary>Returns the state of an instrument by the masters in force on a date; null when they do not contain it.</summary>
    public InstrumentState? StateOn(IReadOnlyList<InstrumentSpan> spans, DateOnly date)
    {
        for (var i = spans.Count - 1; i >= 0; i--)
        {
            if (spans[i].From <= date)
                return DayInForce(spans[i].State.Market, date) is { } day && day <= spans[i].To ? spans[i].State : null;
        }

        return null;
    }

    private List<InstrumentSpan> SpansOf(string isin)
    {
        if (!_spans.TryGetValue(isin, out var spans))
            _spans.Add(isin, spans = []);
        return spans;
    }

    private static DateOnly? Last(List<DateOnly> days) => days.Count == 0 ? null : days[^1];
}
