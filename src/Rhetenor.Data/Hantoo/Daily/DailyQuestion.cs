namespace Rhetenor.Data.Hantoo;

/// <summary>A request for all sessions of one symbol in a range of dates.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Symbol">The short code (단축코드).</param>
/// <param name="From">The first Korean date.</param>
/// <param name="To">The last Korean date. The figures of its session have settled.</param>
/// <param name="Sessions">The sessions of the range.</param>
internal sealed record DailyQuestion(Venue Venue, string Symbol, DateOnly From, DateOnly To, SessionDates Sessions)
{
    /// <summary>A symbol that no master has, and that has had no session for so many days, is delisted.</summary>
    public const int DaysOfDelisting = 30;

    private const int IndexRows = 50;

    /// <summary>Gets the number of rows of a full answer.</summary>
    public int PageRows => IsIndex ? IndexRows : HantooClient.DailyRows;

    /// <summary>Gets whether rows have a base price.</summary>
    public bool HasBasePrices => Venue == Venue.Krx && !IsIndex;

    /// <summary>Gets whether the rows are of an index, whose shares and value are those of its members.</summary>
    public bool IsIndex => StockIndexExtensions.IsIndexCode(Symbol);

    /// <summary>Gets the last stored session before the range; null when there is none. An answer that reaches it must contain it.</summary>
    public DateOnly? StoredBefore { get; init; }

    /// <summary>Gets the stored bar of <see cref="StoredBefore"/>, as <see cref="DailyMark"/> writes it; null when it is unknown.</summary>
    public string? StoredBar { get; init; }

    /// <summary>Gets the first stored session after the range; null when there is none.</summary>
    public DateOnly? StoredAfter { get; init; }

    /// <summary>Gets the listing date according to a master; null when it is unknown.</summary>
    public DateOnly? Listed { get; init; }

    /// <summary>Gets whether a master contains the symbol.</summary>
    public bool IsListed { get; init; }

    /// <summary>Gets whether the answer shows which days were sessions. Its end is that of the run.</summary>
    public bool IsReference { get; init; }

    /// <summary>Gets whether earlier readings showed that the symbol ended: no master contains it, and it has no session for weeks before the
    /// range.</summary>
    public bool HasEnded => !IsListed && StoredBefore?.AddDays(DaysOfDelisting) < From;

    /// <summary>Gets the first date on which there may be a session: not before the listing date.</summary>
    public DateOnly Start => From > Listed ? From : Listed ?? From;

    /// <summary>Gets the largest number of sessions that the range can have.</summary>
    public int SessionsAtMost => Sessions.CountAtMost(Start, To);

    /// <summary>Gets the first date that is asked for.</summary>
    public DateOnly First => StoredBefore ?? From;

    /// <summary>Gets the last date that is asked for.</summary>
    public DateOnly Last => StoredAfter ?? To;
}
