using Rhetenor.Data.Format;
using Rhetenor.Data.Hantoo;

namespace Rhetenor.Data.Logging;

/// <summary>Divides a fetch into what is proven and what is in doubt, given earlier readings. Pure.</summary>
/// <remarks>An earlier reading of the same sessions settles a doubt about absent ones, or about base prices, up to the end of its range: what came later was read
/// once. It proves nothing about rows that contradict themselves, which stay in doubt.</remarks>
internal sealed class DailyDivision
{
    // Each part of a symbol is in a coverage object of its own.
    private const int MostDoubts = 40;
    private readonly DailyFetch _fetch;
    private readonly IReadOnlyList<DailyEntry> _seen;
    private readonly List<DailyDoubt> _settled = [];
    private readonly HashSet<DateOnly> _withheld;

    /// <summary>Divides a fetch.</summary>
    /// <param name="fetch">The fetch.</param>
    /// <param name="doubts">The doubts of readings that are old enough, also about other sessions.</param>
    public DailyDivision(DailyFetch fetch, IEnumerable<DailyEntry> doubts)
    {
        _fetch = fetch;
        _seen = [.. doubts.Where(entry => entry.From >= fetch.Question.From && entry.Rows == DailyMark.Of(fetch.Between(entry.From, entry.Through)))];
        var to = fetch.Question.To;
        var within = fetch.Doubts.Where(doubt => doubt.From <= to).Select(doubt => doubt.Through > to ? doubt with { Through = to } : doubt);
        Open = Joined(within.Select(Rest).OfType<DailyDoubt>().OrderBy(doubt => doubt.From));
        _withheld = [.. fetch.Doubts.Where(doubt => doubt.IsWithheld).Select(doubt => doubt.From)];
        if (Open.Any(doubt => doubt.Kind == DailyDoubtKind.Stored) && fetch.Question.StoredBefore is { } stored)
            _withheld.Add(stored);
        Parts = [.. Divided(Open)];
    }

    /// <summary>Gets the doubts that remain, by date.</summary>
    public IReadOnlyList<DailyDoubt> Open { get; }

    /// <summary>Gets the parts, by date.</summary>
    public IReadOnlyList<DailyPart> Parts { get; }

    /// <summary>Gets the sessions that are not stored: rows that KIS marks as adjusted or that are of a closed day, and another bar of a stored session, which must not
    /// replace the stored one before it is confirmed.</summary>
    public IReadOnlySet<DateOnly> Withheld => _withheld;

    /// <summary>Determines whether an earlier reading had the same sessions around a date.</summary>
    public bool IsSeen(DateOnly date) => _seen.Any(entry => entry.From <= date && entry.Through >= date);

    // What is left of a doubt after earlier readings.
    private DailyDoubt? Rest(DailyDoubt doubt)
    {
        var from = doubt.From;
        if (doubt.IsSettledByRepetition)
        {
            while (_seen.FirstOrDefault(entry => entry.From <= from && entry.Through >= from) is { } seen)
                from = seen.Through.AddDays(1);
        }
        else if (doubt.Kind == DailyDoubtKind.Stored && IsSeen(doubt.From) && IsCorrection(doubt.From))
        {
            from = doubt.Through.AddDays(1);
        }

        if (from > doubt.From)
            _settled.Add(doubt with { Through = from.AddDays(-1) });
        return from <= doubt.Through && !HasEnded(from, doubt) ? doubt with { From = from } : null;
    }

    // Of a correction, some price is left. All prices of another symbol are others.
    private bool IsCorrection(DateOnly date)
    {
        var stored = _fetch.Question.StoredBar!.Split(' ');
        return DailyMark.Of(_fetch.Bars.First(bar => bar.Key == date).Value).Split(' ').Take(4).Index().Any(price => price.Item == stored[price.Index]);
    }

    // Two readings showed that the symbol ended, as DailyQuestion.HasEnded says of later questions.
    private bool HasEnded(DateOnly from, DailyDoubt doubt) => from > doubt.From && doubt.Kind == DailyDoubtKind.Absent && _fetch.Question.StoredAfter is null
        && (_fetch.Question with { From = from, StoredBefore = Last(_fetch.Question.To).Date }).HasEnded;

    // Neighbouring doubts that later readings treat alike are one.
    private List<DailyDoubt> Joined(IEnumerable<DailyDoubt> doubts)
    {
        var joined = new List<DailyDoubt>();
        foreach (var doubt in doubts)
        {
            if (joined.Count == 0 || (doubt.From > joined[^1].Through && joined.Count < MostDoubts && !IsNext(joined[^1], doubt)))
            {
                joined.Add(doubt);
                continue;
            }

            var last = joined[^1];
            var graver = last.Kind >= doubt.Kind ? last : doubt;
            joined[^1] = graver with { From = last.From, Through = last.Through > doubt.Through ? last.Through : doubt.Through };
        }

        return joined;
    }

    private bool IsNext(DailyDoubt before, DailyDoubt after) =>
        before.IsSettledByRepetition == after.IsSettledByRepetition && _fetch.Between(before.Through.AddDays(1), after.From.AddDays(-1)).Count == 0;

    private IEnumerable<DailyPart> Divided(IReadOnlyList<DailyDoubt> open)
    {
        var next = _fetch.Question.From;
        foreach (var doubt in open)
        {
            if (next < doubt.From)
                yield return Proven(next, doubt.From.AddDays(-1));
            yield return new(SymbolDayState.Doubtful, doubt.From, doubt.Through, _fetch.Between(doubt.From, doubt.Through))
            {
                Last = Last(doubt.Through),
                Witnesses = doubt.Kind < DailyDoubtKind.Unread && IsSeen(doubt.From) && IsSeen(doubt.Through) ? KlineWitnesses.SecondReading : KlineWitnesses.None,
                Reason = doubt.Reason,
            };
            next = doubt.Through.AddDays(1);
        }

        if (next <= _fetch.Question.To)
            yield return Proven(next, _fetch.Question.To);
    }

    private DailyPart Proven(DateOnly from, DateOnly through)
    {
        var settled = _settled.Find(doubt => doubt.From <= through && doubt.Through >= from);
        var isUnlisted = settled is not null && _fetch.Bars.Count == 0 && _fetch.Question is { StoredBefore: null, StoredAfter: null };
        return new(isUnlisted ? SymbolDayState.NotListed : SymbolDayState.Complete, from, through, _fetch.Between(from, through))
        {
            Last = Last(through),
            Witnesses = _fetch.Witnesses | (settled is null ? KlineWitnesses.None : KlineWitnesses.SecondReading),
            Reason = settled?.Reason,
        };
    }

    private (DateOnly? Date, string? Bar) Last(DateOnly through)
    {
        foreach (var (date, bar) in _fetch.Bars.Reverse())
        {
            if (date <= through)
                return (date, DailyMark.Of(bar));
        }

        return (_fetch.Question.StoredBefore, _fetch.Question.StoredBar);
    }
}
