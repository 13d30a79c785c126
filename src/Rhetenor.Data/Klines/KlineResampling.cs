namespace Rhetenor.Data;

/// <summary>Describes how minutes are combined into larger bars.</summary>
/// <remarks>
/// <para>Buckets start with their trading period, at 10:00 on days that open then, and end with it. The label of a bucket is its
/// first minute, in Korean time. Unified after-markets start at 15:31 because 15:30 is the auction; their buckets are aligned to 15:30,
/// and the first one is a minute short. The hours are those of the venue of the bars.</para>
/// <para>A bar is known at the end of its bucket, when the last minute of the bucket is over, with or without a trade in it. A
/// 5-minute bar labelled 09:00 is known at 09:05, and the bar with the closing auction at 15:31. A day of the regular KRX session is
/// known at 15:31, with the after-market at 20:00, and with the minutes outside all periods at midnight.</para>
/// <para>The opening auction is in the bar of the first minute, as the broker reports it.</para>
/// </remarks>
public sealed record KlineResampling
{
    private const int MostMinutes = 12 * 60;

    private KlineResampling(int? bucketMinutes) => BucketMinutes = bucketMinutes;

    /// <summary>Gets daily bars (일봉). The label is the first minute of the first included period: 09:00, or 10:00.</summary>
    public static KlineResampling Daily { get; } = new(bucketMinutes: null);

    /// <summary>Gets the length of a bucket, in minutes; null for a day.</summary>
    public int? BucketMinutes { get; }

    /// <summary>Gets the included parts of the day. Bars of other parts are left out.</summary>
    /// <value>Default <see cref="TradingPhase.Regular"/>.</value>
    public TradingPhase Phases { get; init; } = TradingPhase.Regular;

    /// <summary>Gets whether the bar of the closing auction, 15:30, remains a separate bar. Otherwise it belongs to the bucket of the
    /// minute before it, which is then complete one minute later. One-minute buckets always keep it separate, and a day always includes
    /// it.</summary>
    /// <value>Default false.</value>
    public bool ClosingAuctionApart { get; init; }

    /// <summary>Creates buckets of a number of minutes, usually 3, 5, 10, 15, 30 or 60.</summary>
    /// <param name="minutes">The length, from 1 to 720. A length of 1 keeps the bars and only selects among them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minutes"/> is not from 1 to 720.</exception>
    public static KlineResampling Minutes(int minutes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minutes, MostMinutes);
        return new(minutes);
    }
}
