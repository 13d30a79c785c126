using System.Diagnostics;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Bars of one minute, or of one larger bucket, that became known together.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record KlineFeedSlice
{
    /// <summary>Gets the bars, one for each symbol. <see cref="KlineSlice.Minute"/> is their first minute.</summary>
    public required KlineSlice Bars { get; init; }

    /// <summary>Gets the end of the bars, in Korean time: the first instant at which they are over.</summary>
    public required DateTime End { get; init; }

    /// <summary>Gets the instant at which the bars were known: when they were fetched, or, for stored bars, their end. It never
    /// decreases.</summary>
    public required DateTimeOffset Known { get; init; }

    /// <summary>Gets the frame of larger bars, as it was requested; null for the bars themselves, usually minutes.</summary>
    public KlineResampling? Frame { get; init; }

    /// <summary>Gets whether the bars are the next ones, late, revised or dropped.</summary>
    /// <value>Default <see cref="KlineFeedKind.New"/>.</value>
    public KlineFeedKind Kind { get; init; }

    /// <summary>Gets whether the bars are made of ticks (체결) and not answered by KIS as minutes. A larger bar is marked when any of its
    /// minutes is.</summary>
    /// <value>Default false; only feeds of <see cref="TickFeeds"/> have such bars.</value>
    public bool IsFromTicks { get; init; }

    /// <summary>Returns kind, frame, minute, number of symbols and the instant in one line, independent of culture.</summary>
    public override string ToString()
    {
        var frame = Frame is null ? "" : Frame.BucketMinutes is { } minutes ? $", {minutes} min" : ", day";
        return Kind == KlineFeedKind.Dropped
            ? $"Dropped {Bars.Minute.ToMinuteText()} – {End.ToTimeText()}, known {Known.ToText()}"
            : $"{Kind} {Bars}{frame}, known {Known.ToText()}";
    }
}
