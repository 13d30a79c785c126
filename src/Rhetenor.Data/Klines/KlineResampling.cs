namespace Rhetenor.Data;

/// <summary>How larger bars are made of minutes.</summary>
/// <remarks>
/// <para>Buckets begin with their trading period, at 10:00 on days that open then, and none reaches over the period's end. The
/// first minute of a bucket is its label, Korean time. Unified after-markets begin at 15:31, because 15:30 is the auction's;
/// their buckets go by 15:30, the first one a minute short. The hours are those of the bars' own venue.</para>
/// <para>A bar is known at the end of its bucket: when the last minute that belongs to the bucket is over, whether anything traded
/// in it or not. A bar of 5 minutes labelled 09:00 is known at 09:05, the one that includes the closing auction at 15:31, a day of the
/// regular session of KRX at 15:31, with the after-market at 20:00, with the minutes outside of all periods at midnight.</para>
/// <para>The opening auction is in the bar of the first minute, as the broker gives it.</para>
/// </remarks>
public sealed record KlineResampling
{
    private const int MostMinutes = 12 * 60;

    private KlineResampling(int? bucketMinutes) => BucketMinutes = bucketMinutes;

    /// <summary>One bar for a day (일봉); its label is the first minute of the first period that takes part: 09:00, or 10:00.</summary>
    public static KlineResampling Daily { get; } = new(bucketMinutes: null);

    /// <summary>The length of a bucket in minutes; null for a day.</summary>
    public int? BucketMinutes { get; }

    /// <summary>Which parts of the day take part; bars of others are left out.</summary>
    /// <value>Default <see cref="KlinePhases.Regular"/>.</value>
    public KlinePhases Phases { get; init; } = KlinePhases.Regular;

    /// <summary>Whether the bar of the closing auction, 15:30, stays a bar of its own. Otherwise it belongs to the bucket of the
    /// minute before it, which is then complete a minute late. One-minute buckets always keep it apart, a day never does.</summary>
    /// <value>Default false.</value>
    public bool ClosingAuctionApart { get; init; }

    /// <summary>Buckets of some minutes, usually 3, 5, 10, 15, 30 or 60.</summary>
    /// <param name="minutes">From 1 to 720; 1 keeps the bars and only chooses among them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minutes"/> is not from 1 to 720.</exception>
    public static KlineResampling Minutes(int minutes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minutes, MostMinutes);
        return new(minutes);
    }
}
