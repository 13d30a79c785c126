namespace Rhetenor.Data.Hantoo;

/// <summary>One page of minutes as KIS returned it, neither sorted nor merged nor filtered.</summary>
/// <remarks>
/// It may contain rows that are not completed bars: the current minute, flat rows of future minutes when a future time was
/// requested, rows of an earlier day, and a first row with the volume of the minute before until its own first trade. Each row has
/// its own date and time, whatever was requested.
/// </remarks>
/// <param name="Rows">The rows in the order received, newest first.</param>
/// <param name="DroppedRows">The number of rows left out because they are fillers without a time, such as 888888.</param>
/// <param name="ServerTime">The time of the answer by its Date header, Korean time, in whole seconds; null without the
/// header.</param>
/// <param name="ReceivedAt">The time at which the answer's headers were received, by this machine's clock, Korean time.</param>
internal sealed record HantooMinutePage(IReadOnlyList<MinuteRow> Rows, int DroppedRows, DateTimeOffset? ServerTime, DateTimeOffset ReceivedAt)
{
    /// <summary>Gets the symbol's quote at the time of the answer.</summary>
    public HantooQuote Quote { get; init; }

    /// <summary>Gets the number of rows whose time had seconds, which were cut off.</summary>
    public int RowsWithSeconds { get; init; }
}
