namespace Rhetenor.Data.Simulation;

/// <summary>Leaves rows out of a page, as far as some fact is left that shows it.</summary>
/// <param name="broker">The broker.</param>
/// <param name="symbol">The symbol.</param>
/// <param name="date">The date that was asked for.</param>
/// <param name="rows">The rows, newest first.</param>
/// <param name="now">The instant, in UTC ticks.</param>
internal sealed class CutRows(Broker broker, TruthSymbol symbol, DateOnly date, List<BrokerRow> rows, long now)
{
    /// <summary>Records that everything was left out, and that nothing shows it.</summary>
    /// <param name="isBelieved">Whether one such answer is enough.</param>
    public void All(bool isBelieved) => Hide(symbol.All.Where(bar => bar.At(now) is not null).Select(bar => bar.Minute), isBelieved);

    /// <summary>Leaves out rows between two others that were worth more than the later one's prices leave open: less can be seen by nobody.</summary>
    public void Between(int first, int count)
    {
        var later = rows[first - 1];
        var lost = rows[first].AccValue - rows[first + count].AccValue;
        if (rows[first + count].Minute.Date != later.Minute.Date || lost <= (((long)later.High - later.Low) * later.Volume) + later.High + later.Volume)
            return;
        var isBetweenPeriods = PeriodOf(later.Minute) != PeriodOf(rows[first + count].Minute);
        if (!broker.IsSeenByValue(later.Minute) || (isBetweenPeriods && Day.Session.Venue == Venue.Krx && later.Minute > Market.ClosingOf(Day.Session)))
        {
            // There the shares of the day show it, once the session is over. Before the first minute of a period, more than trades without rows must be
            // missing.
            if (rows.Skip(first).Take(count).Sum(row => (long)row.Volume) * 100 <= SharesOfDay * 6 || (isBetweenPeriods && Day.Session.Venue == Venue.Krx && IsFirstOfPeriod(later.Minute) && lost * 100 <= Day.FinalValue * 40))
                return;
            Hide(rows.Skip(first).Take(count).Select(row => row.Minute));
        }

        broker.EverLeftOut.Add(symbol.Code);
        rows.RemoveRange(first, count);
    }

    /// <summary>Leaves out all rows of the day. Where the value is no witness, the shares of the day show it once the session is over.</summary>
    /// <returns>Whether something shows it.</returns>
    public bool Older()
    {
        if (rows.Count == 0 || DateOnly.FromDateTime(rows[0].Minute) != date || broker.IsSeenByValue(rows[0].Minute))
            return true;
        var hidden = rows.Where(row => DateOnly.FromDateTime(row.Minute) == date).ToList();
        if (hidden.Sum(row => (long)row.Volume) * 100 <= SharesOfDay * 6)
            return false;
        All(isBelieved: false);
        return true;
    }

    /// <summary>Leaves out the newest rows of the day. Once the session is over its totals show it, if more is missing than trades outside the
    /// trading hours explain; until then nothing does.</summary>
    public void Newest(int count)
    {
        if (!IsTop || rows[count].Minute.Date != rows[0].Minute.Date)
            return;
        if ((rows[0].AccValue - rows[count].AccValue) * 100 > Day.FinalValue * 6 && rows.Take(count).Sum(row => (long)row.Volume) * 100 > SharesOfDay * 6)
        {
            Hide(rows.Take(count).Select(row => row.Minute));
            rows.RemoveRange(0, count);
        }
    }

    /// <summary>Leaves out the rows of some minutes.</summary>
    public void Minutes(DateTime from, DateTime to)
    {
        var first = rows.FindIndex(row => row.Minute <= to);
        var end = rows.FindIndex(row => row.Minute < from);
        if (first < 0 || end <= first || DateOnly.FromDateTime(rows[end].Minute) != date)
            return;
        if (first == 0)
            Newest(end);
        else
            Between(first, end - first);
    }

    private bool IsFirstOfPeriod(DateTime minute) => Day.Session.Periods.Any(period => period.First == TimeOnly.FromDateTime(minute));

    private int PeriodOf(DateTime minute) => Day.Session.Periods.ToList().FindLastIndex(period => TimeOnly.FromDateTime(minute) >= period.First);

    private TruthDay Day => symbol.Days.First(day => day.Session.Date == date);

    private long SharesOfDay => Day.Before.Shares + Day.After.Shares + Day.Bars.Sum(bar => (long)bar.Final.Volume);

    // The page has the newest completed row of the day.
    private bool IsTop => rows.Count > 0 && symbol.All.LastOrDefault(bar => DateOnly.FromDateTime(bar.Minute) == date && bar.At(now) is not null)?.Minute == rows[0].Minute;

    private void Hide(IEnumerable<DateTime> minutes, bool isBelieved = false) => broker.Deceptions.Add(new(
        symbol.Code, date, now, isBelieved, [.. minutes.Where(minute => DateOnly.FromDateTime(minute) == date)], []));
}
