using Rhetenor.Data.Format;
using Rhetenor.Data.Hantoo;

namespace Rhetenor.Data.Logging;

/// <summary>Plans the fewest calls for the sessions that a store lacks. Pure.</summary>
internal sealed class DailyPlanner
{
    // A symbol that has ended according to earlier readings, and that no master has, is asked for once in so many days.
    private const int DaysOfSilence = 7;
    private readonly DailyLoggerOptions _options;
    private readonly Dictionary<string, DateOnly?> _listed = new(StringComparer.Ordinal);

    public DailyPlanner(DailyLoggerOptions options, IEnumerable<MasterFile> masters)
    {
        _options = options;
        foreach (var record in masters.SelectMany(master => master))
            _listed[record.ShortCode] = record.ListingDate ?? _listed.GetValueOrDefault(record.ShortCode);
    }

    /// <summary>Returns the listing date of a symbol according to the masters; null when it is unknown.</summary>
    public DateOnly? ListedOf(string symbol) => _listed.GetValueOrDefault(symbol);

    /// <summary>Returns the ranges of a symbol that are not covered, oldest first.</summary>
    /// <param name="symbol">The short code.</param>
    /// <param name="entries">The covered ranges, by date.</param>
    /// <param name="through">The last session whose figures have settled.</param>
    /// <param name="sessions">The sessions, as far as they are known.</param>
    public IEnumerable<DailyQuestion> Plan(string symbol, IEnumerable<DailyEntry> entries, DateOnly through, SessionDates sessions)
    {
        var isListed = _listed.TryGetValue(symbol, out var listed);
        var (next, last, lastBar) = (_options.From, (DateOnly?)null, (string?)null);
        var known = entries.ToList();

        // A company that moved between markets has the day of the move as its listing date.
        var first = known.Min(entry => entry.First);
        if (first < listed)
            listed = null;

        // A symbol without any session is asked for as a whole: what appears after it was not listed may have been there before.
        var isUncovered = sessions.MayHaveAny(known.Count > 0 ? known.Max(entry => entry.Through).AddDays(1) : _options.From, through);
        var covered = known.Where(entry => !(entry.State == SymbolDayState.NotListed && (listed <= entry.Through || first is not null || isUncovered)));
        foreach (var entry in covered.Append(new DailyEntry(SymbolDayState.Complete, through.AddDays(1), through, 0)))
        {
            var (from, to) = (next, entry.From.AddDays(-1) < through ? entry.From.AddDays(-1) : through);
            var isOver = !isListed && _listed.Count > 0 && last?.AddDays(DailyQuestion.DaysOfDelisting) < from && to < from.AddDays(DaysOfSilence);
            if (sessions.MayHaveAny(first is null && from < listed ? listed.Value : from, to) && !isOver)
            {
                yield return new(_options.Venue, symbol, from, to, sessions)
                {
                    StoredBefore = last,
                    StoredBar = lastBar,
                    StoredAfter = entry.First,
                    Listed = listed,
                    IsListed = isListed,
                };
            }

            next = entry.Through >= next ? entry.Through.AddDays(1) : next;
            if (entry.Last is { } end && (last is null || end >= last))
                (last, lastBar) = (end, entry.LastBar);
        }
    }

    /// <summary>Returns the largest number of objects that the sessions of questions need: one a year and a write.</summary>
    public static int ObjectsAtMost(IReadOnlyList<DailyQuestion> questions, int barsPerWrite)
    {
        if (questions.Count == 0)
            return 0;
        var years = questions.Max(question => question.To.Year) - questions.Min(question => question.Start.Year) + 1;
        return checked((int)(years * (1 + (questions.Sum(question => (long)question.SessionsAtMost) / barsPerWrite))));
    }

    /// <summary>Returns the number of calls of a question whose sessions are as expected: all from the listing date on.</summary>
    public static int CallsAtMost(DailyQuestion question)
    {
        // The session that the next page repeats.
        var newRows = question.PageRows - 1;
        if (question.Listed > question.First && question.StoredBefore is null)
            return 1 + (Math.Max(0, question.Sessions.CountAtMost(question.Listed.Value, question.Last) - 1) / newRows);

        // The first session of the range ends the walk. Nobody knows where a symbol without a master begins and ends.
        var pages = 1 + ((Math.Max(0, question.Sessions.CountAtMost(question.First, question.Last) - question.PageRows) + newRows - 1) / newRows);
        return question.IsListed || question.StoredBefore is not null ? pages : pages + 2;
    }
}
