namespace Rhetenor.Data.Hantoo;

/// <summary>One page of minutes, as KIS gave it: nothing is sorted, merged or judged yet.</summary>
/// <remarks>
/// It may hold what is no finished bar: the minute in progress, flat rows of minutes to come when a future time was asked
/// for, rows of an earlier day, and in the first row the volume of the minute before until its own first trade. Each row
/// carries its own date and time, whatever was asked for.
/// </remarks>
/// <param name="Rows">The rows in the order received, newest first.</param>
/// <param name="DroppedRows">Rows left out because their date or time cannot be, such as 888888.</param>
/// <param name="ServerTime">When KIS answered, by its Date header, in Korean time and cut to the second; null without one.</param>
/// <param name="ReceivedAt">When the answer's headers were here, by this machine's clock, in Korean time.</param>
internal sealed record HantooMinutePage(IReadOnlyList<MinuteRow> Rows, int DroppedRows, DateTimeOffset? ServerTime, DateTimeOffset ReceivedAt)
{
    /// <summary>The symbol's last price in won, whatever day was asked for; 0 for a symbol KIS does not know (<c>output1</c>).</summary>
    public decimal LastPrice { get; init; }

    /// <summary>Shares traded on the present day, whatever day was asked for (<c>output1</c>).</summary>
    public long DayVolume { get; init; }
}
