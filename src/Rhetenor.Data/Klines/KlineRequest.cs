using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>A request to an <see cref="IKlineSource"/>.</summary>
/// <param name="Symbol">The short code (단축코드).</param>
/// <param name="Session">The session (거래일).</param>
/// <param name="After">The minute after which the range starts, in Korean time; null for the first minute of the day.</param>
/// <param name="Until">The last minute of the range, in Korean time.</param>
public sealed record KlineRequest(string Symbol, TradingSession Session, DateTime? After, DateTime Until)
{
    /// <summary>Gets the time after the end of a minute at which the minute counts as over, by the source's clock.</summary>
    /// <value>Default 10 s; a logger sets <see cref="KlineLoggerOptions.SettleMargin"/>.</value>
    public TimeSpan SettleMargin { get; init; } = Defaults.SettleMargin;

    /// <summary>Gets the shares traded on the session's day by the master (종목마스터) of the next session, trades outside the trading
    /// hours included; null when that master is not known.</summary>
    public long? SharesOfDay { get; init; }

    /// <summary>Gets the symbol's stored bars of the day that no coverage describes, such as those of another program, in order. A source that can prove by
    /// other facts that they are all bars of the day returns them as rows: see <see cref="KlineFetch.IsFromStore"/>. A value of the day that is not stored is 0.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<MinuteRow> Stored { get; init; } = [];

    /// <summary>Gets when the last bar of <see cref="Stored"/> was fetched, by the clock of the program that stored it; null for none.</summary>
    public DateTime? StoredAt { get; init; }

    /// <summary>Gets the shares traded on the day before the range, according to the bars stored when the plan was made.</summary>
    internal long SharesBefore { get; init; }

    /// <summary>Gets the last bar stored before the range; null when there is none, or when its value is not known.</summary>
    internal MinuteRow? LastStored { get; init; }

    /// <summary>Returns symbol, date, venue and range in one line, independent of culture.</summary>
    public override string ToString() => $"{Symbol} {Session.Date.ToText()} {Session.Venue.ToCode()}{(After is { } after ? $" after {after.ToTimeText()}" : "")} until {Until.ToTimeText()}";

    /// <summary>Determines whether the range is the whole day and its figures have settled.</summary>
    /// <param name="now">The server's time.</param>
    internal bool IsWholeAndSettled(DateTimeOffset now) => After is null && Session.IsSettled(now, SettleMargin);

    /// <summary>Returns the minute of the day that was not over at an instant, or the end of the day; null before the day has settled.</summary>
    /// <param name="now">The server's time.</param>
    internal DateTime? OverAt(DateTimeOffset now)
    {
        if (!IsWholeAndSettled(now))
            return null;
        var (running, midnight) = ((now - SettleMargin).ToOffset(KoreaTime.Offset).DateTime, Session.Date.AddDays(1).ToDateTime(TimeOnly.MinValue));
        return running < midnight ? running.AddTicks(-(running.Ticks % TimeSpan.TicksPerMinute)) : midnight;
    }
}

/// <summary>The answer of an <see cref="IKlineSource"/>.</summary>
/// <param name="Rows">Rows of the session's date up to the requested minute, in any order. The last of several rows of one minute wins.
/// Rows of minutes before the range are compared with the stored bars; between the oldest row and the range none may be missing.</param>
/// <param name="CompletedThrough">The last minute that was over, by the server's clock, when the newest rows were answered. Minutes up to
/// it without a row had no trade. Null when none was over.</param>
public sealed record KlineFetch(IReadOnlyList<MinuteRow> Rows, DateTime? CompletedThrough)
{
    /// <summary>Returns the number of rows and what is covered in one line, the same in every culture.</summary>
    public override string ToString() => $"{Texts.Count(Rows.Count, "row")}, {(CompletedThrough is { } through ? $"complete through {through.ToMinuteText()}" : "nothing is complete")}{((Doubt ?? Shortfall) is { } why ? ": " + why : "")}";

    /// <summary>Gets the state of the symbol: <see cref="SymbolDayState.Complete"/> when the range is covered,
    /// <see cref="SymbolDayState.Doubtful"/> when the answer contains no row at all, not even of an earlier day, so that it is unknown whether
    /// the symbol trades at this venue.</summary>
    /// <value>Default <see cref="SymbolDayState.Complete"/>.</value>
    public SymbolDayState State { get; init; }

    /// <summary>Gets why rows of the range may be missing or wrong although the source gave an answer; null when there is no reason to doubt
    /// it. The rows are stored, and the whole day is requested again by the next run.</summary>
    public string? Doubt { get; init; }

    /// <summary>Gets something odd about the rows that is no reason to doubt them; null for nothing. It is stored and shown.</summary>
    public string? Note { get; init; }

    /// <summary>Gets why minutes after <see cref="CompletedThrough"/> are not covered although they were over; null when there is no
    /// reason. With it, <see cref="CompletedThrough"/> is null when nothing is covered.</summary>
    public string? Shortfall { get; init; }

    /// <summary>Gets whether a second answer with the same rows at least an hour later settles the <see cref="Shortfall"/> or the <see cref="Doubt"/>: trades
    /// outside the trading hours can explain it, or a day without price limits.</summary>
    public bool RepetitionSettles { get; init; }

    /// <summary>Gets what shows that no row is missing.</summary>
    public KlineWitnesses Witnesses { get; init; }

    /// <summary>Gets whether rows are those of <see cref="KlineRequest.Stored"/>, because the <see cref="Witnesses"/> show that none is missing among them.</summary>
    public bool IsFromStore { get; init; }

    /// <summary>Gets the Korean name of the symbol in the answers; null when they have none.</summary>
    internal string? Name { get; init; }

    /// <summary>Gets the number of calls made, without retries.</summary>
    /// <value>Default 1.</value>
    public int Calls { get; init; } = 1;

    /// <summary>Gets the time at which the newest rows were answered, by the server's clock. It decides whether the rows are final. Null
    /// uses the time at which the answer is received.</summary>
    public DateTimeOffset? Answered { get; init; }
}
