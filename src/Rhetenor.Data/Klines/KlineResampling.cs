namespace Rhetenor.Data;

/// <summary>How larger bars are made of minutes.</summary>
/// <remarks>
/// <para>Buckets begin with their trading period, at 10:00 on days that open then, and none reaches over the period's end. The
/// first minute of a bucket is its label, Korean time. Unified after-markets begin at 15:31, because 15:30 is the auction's;
/// their buckets go by 15:30, the first one a minute short.</para>
/// <para>The opening auction is in the bar of the first minute, as the broker gives it.</para>
/// </remarks>
public sealed record KlineResampling
{
    private const int MostMinutes = 12 * 60;

    private KlineResampling(int? minutes) => Minutes = minutes;

    /// <summary>One bar for a day; its label is the first minute of the first period that takes part: 09:00, or 10:00.</summary>
    public static KlineResampling Daily { get; } = new(minutes: null);

    /// <summary>Minutes of a bucket; null for a day.</summary>
    public int? Minutes { get; }

    /// <summary>The venue, whose hours buckets keep to.</summary>
    /// <value>Default <see cref="Venue.Krx"/>.</value>
    public Venue Venue { get; init; } = Venue.Krx;

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
    public static KlineResampling OfMinutes(int minutes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minutes, MostMinutes);
        return new(minutes);
    }
}
