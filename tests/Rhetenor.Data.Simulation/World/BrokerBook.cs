namespace Rhetenor.Data.Simulation;

/// <summary>What the broker's server has to tell at an instant: pages, quotes, totals. Everything in one answer is of one instant.</summary>
internal sealed class BrokerBook(Scenario scenario)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private Market Market => scenario.Market;

    /// <summary>The rows up to a time, newest first. For a day without rows those of an earlier one.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="date">The Korean date that was asked for.</param>
    /// <param name="until">The last minute that was asked for.</param>
    /// <param name="now">The instant, in UTC ticks.</param>
    public List<BrokerRow> Page(TruthSymbol symbol, DateOnly date, TimeOnly until, long now)
    {
        var rows = new List<BrokerRow>();
        var oldest = Oldest(now);
        if (date < oldest.Date)
            return scenario.AnswersWithNewerRows ? Page(symbol, Market.Session.Date, TimeOnly.MaxValue, now) : rows;
        for (var i = symbol.Days.Count - 1; i >= 0 && symbol.Kind != SymbolKind.Unknown; i--)
        {
            var day = symbol.Days[i];
            if (day.Session.Date > date)
                continue;
            if (day.Session.Date < oldest.Date)
                break;
            if (day.Session.Date < date && rows.Count > 0 && !scenario.PagesRunOn)
                break;
            AddDay(rows, day, day.Session.Date == date ? date.ToDateTime(until) : null, now);
        }

        return rows;
    }

    /// <summary>The oldest session whose rows the broker still has.</summary>
    public TradingSession Oldest(long now)
    {
        var begun = Market.Sessions.Count(session => new DateTimeOffset(session.FirstMinute, KoreaTime.Offset).UtcTicks <= now);
        return Market.Sessions[Math.Max(0, begun - scenario.SessionsKept)];
    }

    /// <summary>Shares and won of the present day, and the close of the session before.</summary>
    public static BrokerQuote Quote(TruthSymbol symbol, long now)
    {
        var date = KoreaTime.DateOf(new DateTimeOffset(now, TimeSpan.Zero));
        if (symbol.Days.FirstOrDefault(day => day.Session.Date == date) is not { } today)
            return new BrokerQuote(0, 0, 0);
        var (shares, value) = Total(today, now);
        return new BrokerQuote(shares, value, today.PreviousClose);
    }

    /// <summary>The totals of sessions. One without trades is told as a flat one, or not at all.</summary>
    public List<BrokerTotal> Totals(TruthSymbol symbol, DateOnly from, DateOnly to, long now)
    {
        var totals = new List<BrokerTotal>();
        foreach (var day in symbol.Days)
        {
            var date = day.Session.Date;
            if (date < from || date > to || date > KoreaTime.DateOf(new DateTimeOffset(now, TimeSpan.Zero)) || symbol.Kind == SymbolKind.Unknown)
                continue;
            var (shares, value) = Total(day, now);
            if (shares > 0 || scenario.HasFills)
            {
                // The opening price is that of the first trade, wherever the other prices are by now.
                var told = day.Bars.Where(bar => bar.Started <= now).Select(bar => Told(bar, 0, now)).ToList();
                var close = told.Count > 0 ? told[^1].Close : day.PreviousClose;
                totals.Add(new(date, told.Count > 0 ? told[0].Open : close, told.Append(new(default, 0, close, close, close, 0, 0)).Max(row => row.High), told.Append(new(default, 0, close, close, close, 0, 0)).Min(row => row.Low), close, close - day.PreviousClose, shares, value));
            }
        }

        return totals;
    }

    private static (long Shares, long Value) Total(TruthDay day, long now)
    {
        var (before, after) = (day.Before.At(now), day.After.At(now));
        var (shares, value, previous) = (before.Shares + after.Shares, before.Value + after.Value, 0);
        foreach (var bar in day.Bars)
        {
            if (bar.Started > now)
                break;
            var row = Told(bar, previous, now);
            previous = row.Volume;
            (shares, value) = (shares + row.Volume, value + ((long)row.Volume * row.Close));
        }

        return (shares, value);
    }

    private void AddDay(List<BrokerRow> rows, TruthDay day, DateTime? asked, long now)
    {
        var accumulated = day.Before.Value;
        var previous = 0;
        var told = new List<BrokerRow>();
        foreach (var bar in day.Bars)
        {
            if (bar.Started > now)
                break;
            if (scenario.HasFills && told.Count > 0 && bar.Minute - told[^1].Minute is { TotalMinutes: > 1 and < 5 })
                told.Add(new BrokerRow(told[^1].Minute.AddMinutes(1), told[^1].Close, told[^1].Close, told[^1].Close, told[^1].Close, 0, told[^1].AccValue));
            var row = Told(bar, previous, now);
            previous = row.Volume;
            accumulated += (long)row.Volume * row.Close;
            told.Add(row with { AccValue = accumulated + day.InValueOf(bar, scenario.TrustsValue).Value });
        }

        if (asked is { } last)
            MakeUp(told, day.Session, last, now);
        for (var i = told.Count - 1; i >= 0 && rows.Count < scenario.PageRows; i--)
        {
            if (told[i].Minute <= (asked ?? DateTime.MaxValue))
                rows.Add(told[i]);
        }
    }

    // A time to come is answered with flat rows at the present price.
    private static void MakeUp(List<BrokerRow> told, TradingSession session, DateTime last, long now)
    {
        var running = new DateTimeOffset(now, TimeSpan.Zero).ToOffset(KoreaTime.Offset).DateTime;
        if (told.Count == 0 || last <= running || running < session.FirstMinute)
            return;
        var from = new DateTime(running.Year, running.Month, running.Day, running.Hour, running.Minute, 0);
        var (price, accumulated) = (told[^1].Close, told[^1].AccValue);
        for (var minute = from.AddMinutes(1); minute <= last && minute <= session.LastMinute && minute <= from.AddMinutes(20); minute = minute.AddMinutes(1))
            told.Add(new BrokerRow(minute, price, price, price, price, 7, accumulated));
    }

    // While its minute runs, a row shows the volume of the one before, then a part of its own.
    private static BrokerRow Told(TruthBar bar, int previous, long now)
    {
        if (bar.At(now) is { } told)
            return new BrokerRow(bar.Minute, told.Open, told.High, told.Low, told.Close, told.Volume, 0);
        var first = bar.Versions[0];
        var isFresh = now - bar.Started < Fresh.Ticks;
        return new BrokerRow(bar.Minute, first.Open, first.Open + 1, first.Open - 1, first.Open, isFresh ? previous : first.Volume / 2, 0);
    }
}

/// <summary>A row as the broker tells it.</summary>
internal readonly record struct BrokerRow(DateTime Minute, int Open, int High, int Low, int Close, int Volume, long AccValue);

/// <summary>The head of a page.</summary>
internal readonly record struct BrokerQuote(long Shares, long Value, int PreviousClose);

/// <summary>A session's totals as the broker tells them.</summary>
internal readonly record struct BrokerTotal(DateOnly Date, int Open, int High, int Low, int Close, int Change, long Volume, long Value);
