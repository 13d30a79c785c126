using Rhetenor.Data.Core;
using Rhetenor.Data.Format;

namespace Rhetenor.Data;

/// <summary>The stored objects of one session (거래일): names and sizes only; the objects are not read.</summary>
public sealed record ArchivedSession
{
    /// <summary>Gets the Korean date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Gets the venue.</summary>
    public required Venue Venue { get; init; }

    /// <summary>Gets the objects that contain bars, oldest retrieval first.</summary>
    public required IReadOnlyList<ObjectInfo> Objects { get; init; }

    /// <summary>Gets the stored size in bytes.</summary>
    public long Bytes => Objects.Sum(stored => stored.Size);

    /// <summary>Gets the latest retrieval time of the objects, Korean time.</summary>
    public DateTime Retrieval => KlineKey.Parse(Objects[^1].Key).Retrieval;

    /// <summary>Determines whether the session's figures had settled by an instant, by the known hours and the default
    /// margin. Objects of a day without hours are not of a session, and count as settled.</summary>
    internal bool IsSettled(DateTimeOffset now) => TradingSession.For(Venue, Date)?.IsSettled(now, Defaults.SettleMargin) != false;

    /// <summary>Returns date, venue, number of objects and bytes in one line.</summary>
    public override string ToString() => $"{Date.ToText()} {Venue.ToCode()}: {Texts.Count(Objects.Count, "object")}, {Bytes} bytes";
}
