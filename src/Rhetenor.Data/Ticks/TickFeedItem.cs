using System.Diagnostics;
using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>A tick (체결), or a statement about the stream of ticks, of a <see cref="HantooTickFeed"/>.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record TickFeedItem
{
    /// <summary>Gets the kind.</summary>
    public required TickFeedKind Kind { get; init; }

    /// <summary>Gets the instant at which it was received or noticed, +09:00, by the clock of KIS as its answers show it: see
    /// <see cref="HantooClient.ServerNow"/>.</summary>
    public required DateTimeOffset Known { get; init; }

    /// <summary>Gets the short code; null when the statement is about the connection.</summary>
    public string? Symbol { get; init; }

    /// <summary>Gets the tick; null for statements.</summary>
    public Tick? Tick { get; init; }

    /// <summary>Gets where what the item is about begins, Korean time; null for other items. Its kind says what it is: of a hole the time of the last tick
    /// before it, null when it begins with the day.</summary>
    public DateTime? After { get; init; }

    /// <summary>Gets where what the item is about ends, Korean time; null for other items. Its kind says what it is: of a hole the time of the first tick after
    /// it.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Gets the shares missing in a hole; negative when the day's volume grew by less than the ticks, so that they contradict each other. 0 for other
    /// items.</summary>
    public long Shares { get; init; }

    /// <summary>Gets the number of messages dropped or of ticks not kept; 0 for other items.</summary>
    public long Count { get; init; }

    /// <summary>Gets the code from KIS, such as <c>OPSP0008</c>; null when there is none.</summary>
    public string? Code { get; init; }

    /// <summary>Gets the reason, without keys; null when there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>Returns the item in one line, independent of culture.</summary>
    public override string ToString()
    {
        var from = After is { } after ? after.ToText() : "the beginning of the day";
        return Kind switch
        {
            TickFeedKind.Tick or TickFeedKind.Late => $"{Kind} {Tick}",
            TickFeedKind.Hole or TickFeedKind.Filled => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Symbol} from {from} to {Until?.ToText()}: {Shares:N0} shares"),
            TickFeedKind.Repaired or TickFeedKind.Unrepaired => $"{Kind} {Symbol} from {After?.ToMinuteText()} to {Until?.ToMinuteText()}{(Reason is null ? "" : $": {Reason}")}",
            TickFeedKind.Dropped => $"{Kind} {Texts.Count(Count, "message")} since {from}",
            TickFeedKind.NotKept => $"{Kind} {Texts.Count(Count, "tick")} from {from} to {Until?.ToText()}",
            _ => $"{Kind}{(Symbol is null ? "" : $" {Symbol}")}{(Code is null ? "" : $" {Code}")}{(Reason is null ? "" : $": {Reason}")}",
        };
    }
}
