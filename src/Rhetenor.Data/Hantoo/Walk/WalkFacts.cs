using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>The content of the answers to one request so far, and everything that follows from it without a judgement.</summary>
/// <param name="request">The request.</param>
/// <param name="isProvenEverywhere">Whether the day's value is also a witness on other venues than KRX and after the regular close.</param>
/// <param name="start">The last minute of the first page.</param>
internal sealed class WalkFacts(KlineRequest request, bool isProvenEverywhere, DateTime start)
{
    // Days that are more than the longest holidays apart are not neighbours.
    private const int Close = 12;
    private const int Many = 20;

    private readonly Dictionary<DateOnly, int> _earlier = [];
    private DateTime? _passedAt;

    public KlineRequest Request => request;

    /// <summary>Gets the last minute of the page with the newest rows.</summary>
    public DateTime Start => start;

    public TradingSession Session => request.Session;

    /// <summary>Gets the rows of the day, in the order received. Of several rows of one minute, the last one counts.</summary>
    public List<MinuteRow> Received { get; } = [];

    /// <summary>Gets the last minute of the range that was over when the newest rows were answered. Later pages have older rows.</summary>
    public DateTime? Completed { get; private set; }

    /// <summary>Gets the time before which minutes after the last known one were over; null while the day has not settled.</summary>
    public DateTime? Over { get; private set; }

    /// <summary>Gets the time of the first answer; null before it.</summary>
    public DateTimeOffset? Answered { get; private set; }

    /// <summary>Gets the time of the latest answer.</summary>
    public DateTimeOffset LastAnswered { get; private set; }

    /// <summary>Gets whether the requested day was the current one when the latest answer was given.</summary>
    public bool IsToday { get; private set; }

    /// <summary>Gets the quote in the answer with the newest rows. A blank one takes nothing back.</summary>
    public HantooQuote Quote { get; private set; }

    /// <summary>Gets the greatest value of the day in the quotes of all answers, in won.</summary>
    public decimal MostValue { get; private set; }

    /// <summary>Gets the symbol's Korean name in the answers; null when they have none.</summary>
    public string? Name { get; private set; }

    /// <summary>Gets whether rows have passed in order from the day to an earlier one.</summary>
    public bool SawEarlierDay { get; private set; }

    /// <summary>Gets whether the answers show a day before with many rows. A day without trades is then unusual.</summary>
    public bool TradedBefore => _earlier.Values.Any(rows => rows >= Many);

    /// <summary>Gets whether the rows have the prices of their day: KIS adjusts those of past days, and the daily bar has the raw ones.</summary>
    public bool HasRawPrices => IsToday || (TotalOfDay.Bar is { } day && Received.Exists(row => row.Volume > 0 && row.Close == Won(day.Close)));

    /// <summary>Gets whether one page shows the oldest row and after it, in order, rows of an earlier day. A page of an earlier day alone shows no
    /// beginning, nor does a single row of one.</summary>
    public bool IsPassedInOnePage => _passedAt == Oldest.Minute;

    /// <summary>Gets or sets the totals of sessions; null when they were not requested.</summary>
    public IReadOnlyList<HantooDailyBar>? Totals { get; set; }

    /// <summary>Gets whether the range is the whole day.</summary>
    public bool IsWhole => request.After is null;

    /// <summary>Gets whether the session was over at the first answer. An answer of today then covers the whole day.</summary>
    public bool IsSessionOver => Answered - request.SettleMargin >= Session.End;

    /// <summary>Gets whether the totals would be news.</summary>
    public bool NeedsTotals => Totals is null && (!IsToday || IsSessionOver);

    /// <summary>Gets the newest row.</summary>
    public MinuteRow Newest => Received.AsEnumerable().Reverse().MaxBy(row => row.Minute);

    /// <summary>Gets the oldest row.</summary>
    public MinuteRow Oldest => Received.AsEnumerable().Reverse().MinBy(row => row.Minute);

    /// <summary>Gets whether the oldest row is the day's first one although no earlier day shows it: it explains what was traded by then, or it is
    /// of the first known minute. A symbol's first day has no earlier one. In the after-market the day's value may begin again, so that other facts are needed.</summary>
    public bool IsFirstProven => (MoneyChain.IsHead(Oldest) && (!IsAfterMarket(Oldest.Minute) || ExplainsHead(Oldest))) || Oldest.Minute <= Session.FirstMinute;

    /// <summary>Gets the row after the completed ones; null when there is none.</summary>
    public MinuteRow? Open => Received.AsEnumerable().Reverse().Where(row => !IsOver(row.Minute)).Cast<MinuteRow?>().MinBy(row => row!.Value.Minute);

    /// <summary>Gets the shares of all rows.</summary>
    public long SharesOfRows => Ordered(Received).Sum(row => row.Volume);

    /// <summary>Gets the shares of the rows up to the regular close.</summary>
    public long SharesOfRegularSession => Ordered(Received.Where(row => !IsAfterMarket(row.Minute))).Sum(row => row.Volume);

    /// <summary>Gets the session's own totals; zeros when they are not known, or when it was not traded.</summary>
    public HantooDailyBar TotalOfDay => (Totals ?? []).FirstOrDefault(bar => bar.Date == Session.Date);

    /// <summary>Gets the shares of the day according to the totals or the quote; null when neither knows.</summary>
    public long? SharesOfDay => Totals is { Count: > 0 } ? TotalOfDay.Volume : IsToday && Quote.Shares > 0 ? (long)Quote.Shares : null;

    /// <summary>Gets the won of what the rows show. KIS adjusts prices and shares of past days, and their product stays.</summary>
    public decimal WorthOfRows => Ordered(Received).Sum(row => row.Close * row.Volume);

    /// <summary>Gets the won of the day according to its rows.</summary>
    public decimal ValueOfDay => Received.Select(row => (decimal)row.AccValue).DefaultIfEmpty().Max();

    /// <summary>Gets whether the day may begin with the oldest row although no row of an earlier day follows: it is the first one, or the totals explain
    /// what was traded by then. What the row itself shows is judged afterwards.</summary>
    public bool MayBeginHere => IsFirstProven || (Totals is { Count: > 0 } && ExplainsHead(Oldest));

    /// <summary>Gets whether the totals end before the day: they may not have it yet, or it has none.</summary>
    public bool EndsBeforeDay => Totals?.All(bar => bar.Date < Session.Date) == true;

    /// <summary>Gets whether the totals have sessions closely before and after the day and not the day itself, although the symbol is traded on nearly
    /// every one. Halted days have totals of zero: then they are wrong about the day too, or it was no session.</summary>
    public bool IsLeftOutOfTotals
    {
        get
        {
            var (earlier, later) = ((Totals ?? []).Where(bar => bar.Date < Session.Date).ToList(), (Totals ?? []).Where(bar => bar.Date > Session.Date).ToList());
            return Totals?.Any(bar => bar.Date == Session.Date) == false && earlier.Count >= Many && later.Count > 0
                && earlier.Max(bar => bar.Date) >= Session.Date.AddDays(-Close) && later.Min(bar => bar.Date) <= Session.Date.AddDays(Close)
                && earlier.Count(bar => bar.Volume > 0) * 20 >= earlier.Count * 19;
        }
    }

    /// <summary>Gets whether the next session's master shows more shares than trades outside the trading hours explain, both of the rows and of the
    /// totals: then both are older.</summary>
    public bool LacksSharesOfMaster => !IsToday && IsWhole && request.SharesOfDay is { } traded
        && !DayTotal.IsExplicable(traded - SharesOfRows, traded) && !DayTotal.IsExplicable(traded - TotalOfDay.Volume, traded);

    /// <summary>Gets the won of a usual day of the symbol; 0 when unknown.</summary>
    public decimal UsualValue => Usual(bar => bar.Value);

    /// <summary>Gets the shares of a usual day of the symbol; 0 when unknown.</summary>
    public decimal UsualShares => Usual(bar => bar.Volume);

    /// <summary>Adds an answer.</summary>
    /// <param name="answered">When the server gave it.</param>
    /// <param name="quote">Its quote.</param>
    /// <param name="isNewest">Whether it has the newest rows, and its quote is of the same time.</param>
    public void Answer(DateTimeOffset answered, HantooQuote quote, bool isNewest)
    {
        if (Answered is null && Session.LastCompleted(answered - request.SettleMargin) is { } last)
            Completed = last < request.Until ? last : request.Until;
        Over = Answered is null ? request.OverAt(answered) : Over;
        Answered ??= answered;
        LastAnswered = answered;
        IsToday = KoreaTime.DateOf(answered) == Session.Date;
        Quote = isNewest && quote.IsKnown ? quote : Quote;
        MostValue = Math.Max(MostValue, quote.Value);
        Name = isNewest && quote.Name is { Length: > 0 } name ? name : Name;
    }

    /// <summary>Adds the rows of a page.</summary>
    /// <param name="page">The rows, in the order received and of any day.</param>
    /// <param name="cursor">The last minute that was requested. A later row belongs to a page received before.</param>
    /// <returns>The oldest row of the day, and whether the rows pass in order from the day to an earlier one.</returns>
    public (DateTime? Oldest, bool Passes) Take(IReadOnlyList<MinuteRow> page, DateTime cursor)
    {
        DateTime? oldest = null;
        var (earlier, isMixed, last) = (0, false, DateTime.MaxValue);
        foreach (var row in page)
        {
            var day = DateOnly.FromDateTime(row.Minute);
            isMixed |= earlier > 0 && row.Minute >= last;
            if (day < Session.Date)
            {
                (earlier, last) = (earlier + 1, row.Minute);
                _earlier[day] = _earlier.GetValueOrDefault(day) + (row.Volume > 0 ? 1 : 0);
            }

            if (day != Session.Date || (cursor < start && row.Minute > cursor))
                continue;
            isMixed |= earlier > 0;
            oldest = oldest < row.Minute ? oldest : row.Minute;
            Received.Add(row);
        }

        var passes = earlier > 0 && !isMixed;
        SawEarlierDay |= passes;
        _passedAt = passes && oldest is not null && earlier > 1 ? oldest : _passedAt;
        return (oldest, passes);
    }

    /// <summary>Determines whether the day begins with a row. A row before the known hours, or more value than the first row explains, shows that
    /// it may have begun earlier than they say: then only an earlier day ends the walk.</summary>
    public bool IsBeginning(DateTime oldest) => oldest <= Session.FirstMinute
        && Received.TrueForAll(row => row.Minute >= Session.FirstMinute || row.Volume == 0)
        && (Oldest.AccValue == 0 || MoneyChain.IsHead(Oldest));

    /// <summary>Determines whether other facts explain what was traded before the first row: all rows together have the shares of the day, or it was
    /// traded at the close before.</summary>
    public bool ExplainsHead(MinuteRow first) =>
        (SharesByNewestRow is { } shares && shares > 0 && DayTotal.IsExplained(shares - SharesOfRows, shares) && !BeginsWithAnotherPrice(first))
        || (IsToday && MoneyChain.IsHeadAt(first, Quote.PreviousClose))
        || (TotalOfDay.Bar is { } day && MoneyChain.IsHeadAt(first, Won(day.Base)))
        || (CloseBefore is { } close && MoneyChain.IsHeadAt(first, close));

    /// <summary>Determines whether the first row can be the first of the day, by two of three facts, none of which is enough: one page shows where the
    /// day begins, trades outside the trading hours can be what no row shows, and the row begins with the first price of the day. While the day is
    /// traded, one of the first and the last is enough: the settled day is read whole again.</summary>
    public bool CanBeHead(MinuteRow first)
    {
        var isOpening = TotalOfDay.Bar is { } day && first.Open > 0 && Won(day.Open) == first.Open;
        if (IsToday && !IsSessionOver)
            return IsPassedInOnePage || isOpening;
        if (BeginsWithAnotherPrice(first))
            return false;
        var rest = first.AccValue - (first.Close * first.Volume);
        return (isOpening && (IsPassedInOnePage || HasOwnPrice(first)) && DayTotal.IsExplicable(rest, ValueOfDay)) || (IsPassedInOnePage && DayTotal.IsExplained(Math.Abs(rest), ValueOfDay));
    }

    // Rows before it are missing. Of days that KIS has adjusted, the daily bar has other prices.
    private bool BeginsWithAnotherPrice(MinuteRow first) => TotalOfDay.Bar is { Open: > 0 } day && first.Open > 0 && Won(day.Open) != first.Open && HasRawPrices;

    // Of a price that hardly moves, many rows begin with the first one.
    private bool HasOwnPrice(MinuteRow first)
    {
        var others = Ordered(Received).FindAll(row => row.Minute != first.Minute && row.Volume > 0);
        return (others.Count(row => row.Open == first.Open) - 1) * 5 <= others.Count;
    }

    /// <summary>Returns the rows of completed minutes, in order.</summary>
    public List<MinuteRow> CompletedRows() => Ordered(Received.Where(row => IsOver(row.Minute)));

    /// <summary>Determines whether the day's value proves what was traded since a minute. Beyond the regular close and on other venues than KRX
    /// this has not been checked against real rows.</summary>
    public bool IsProven(DateTime minute) => isProvenEverywhere || (Session.Venue == Venue.Krx && TimeOnly.FromDateTime(minute) <= Session.ClosingAuction);

    /// <summary>Determines whether trades at the closing price, which have no row, are made between two minutes: those of KRX between its close and its
    /// after-market.</summary>
    public bool HasClosingPriceTrades(DateTime from, DateTime to) => Session.Venue == Venue.Krx && IsAfterMarket(to) && !IsAfterMarket(from);

    private bool IsOver(DateTime minute) => minute <= Completed || minute < Over;

    private static List<MinuteRow> Ordered(IEnumerable<MinuteRow> received)
    {
        List<MinuteRow> rows = [.. received];
        MinuteRows.Order(rows);
        return rows;
    }

    private static decimal Won(long price) => price == DailyBar.Unknown ? 0 : price / (decimal)KlinePrice.Scale;

    // Totals may be of later than the newest row.
    private long? SharesByNewestRow => IsToday && Quote.Shares >= SharesOfRows ? (long)Quote.Shares : SharesOfDay;

    private decimal? CloseBefore => (Totals ?? []).Where(bar => bar.Date < Session.Date).OrderByDescending(bar => bar.Date).FirstOrDefault().Bar is { } bar ? Won(bar.Close) : null;

    /// <summary>Determines whether a minute is in the after-market, in which the day's value may begin again.</summary>
    public bool IsAfterMarket(DateTime minute) =>
        Session.Periods.Any(period => period.Phase == TradingPhase.AfterMarket && period.Contains(TimeOnly.FromDateTime(minute)));

    private decimal Usual(Func<HantooDailyBar, long> number)
    {
        var traded = (Totals ?? []).Where(bar => bar.Volume > 0 && bar.Date != Session.Date).Select(number).Order().ToList();
        return traded.Count == 0 ? 0 : traded[traded.Count / 2];
    }
}
