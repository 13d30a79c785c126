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
        if (rows[first + count].Minute.Date == later.Minute.Date && broker.IsSeenByValue(later.Minute) && lost > (((long)later.High - later.Low) * later.Volume) + later.High + later.Volume)
        {
            broker.EverLeftOut.Add(symbol.Code);
            rows.RemoveRange(first, count);
        }
    }

    /// <summary>Leaves out the newest rows of the day. Once the session is over its totals show it, if more is missing than trades outside the
    /// trading hours explain; until then nothing does.</summary>
    public void Newest(int count)
    {
        if (!IsTop || rows[count].Minute.Date != rows[0].Minute.Date)
            return;
        var day = symbol.Days.First(day => day.Session.Date == date);
        var all = day.Before.Shares + day.After.Shares + day.Bars.Sum(bar => (long)bar.Final.Volume);
        if ((rows[0].AccValue - rows[count].AccValue) * 100 > day.FinalValue * 6 && rows.Take(count).Sum(row => (long)row.Volume) * 100 > all * 6)
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

    // The page has the newest completed row of the day.
    private bool IsTop => rows.Count > 0 && symbol.All.LastOrDefault(bar => DateOnly.FromDateTime(bar.Minute) == date && bar.At(now) is not null)?.Minute == rows[0].Minute;

    private void Hide(IEnumerable<DateTime> minutes, bool isBelieved = false) => broker.Deceptions.Add(new(
        symbol.Code, date, now, isBelieved, [.. minutes.Where(minute => DateOnly.FromDateTime(minute) == date)], []));
}
