namespace Rhetenor.Data;

/// <summary>The kinds of items of a <see cref="HantooTickFeed"/>.</summary>
public enum TickFeedKind
{
    /// <summary>A tick.</summary>
    Tick,

    /// <summary>A tick that closes a hole, or a part of one: it arrived after later ones.</summary>
    Late,

    /// <summary>Ticks between <see cref="TickFeedItem.After"/> and <see cref="TickFeedItem.Until"/> did not arrive: the volume of the day grew by
    /// <see cref="TickFeedItem.Shares"/> more than the ticks.</summary>
    Hole,

    /// <summary>A hole is closed: late ticks have all its shares.</summary>
    Filled,

    /// <summary>KIS confirmed a registration, also after a reconnection.</summary>
    Subscribed,

    /// <summary>KIS confirmed the end of a registration.</summary>
    Unsubscribed,

    /// <summary>KIS refused a registration; <see cref="TickFeedItem.Code"/> and <see cref="TickFeedItem.Reason"/> are its own. Without a code, KIS did not answer
    /// three times, or no app key of a fleet has room for the symbol until another key is used again; the reason says which. A registration that KIS ends unasked is
    /// named so too, and sent again. A refusal of what was never registered names no symbol.</summary>
    Refused,

    /// <summary>The connection was lost. It is opened again, and all symbols are registered again. <see cref="TickFeedItem.After"/> is the time of the last
    /// message, null without one. With several app keys, an item is about one symbol, which another key may take.</summary>
    Disconnected,

    /// <summary>A message, or a record of one, could not be read and is not used.</summary>
    Unreadable,

    /// <summary>The reader was too slow, and <see cref="TickFeedItem.Count"/> messages were dropped, the first of which had arrived at
    /// <see cref="TickFeedItem.After"/>. Ticks that were in them appear as holes.</summary>
    Dropped,

    /// <summary>A feed of bars has taken the minutes from <see cref="TickFeedItem.After"/> to <see cref="TickFeedItem.Until"/>, of which ticks are or may be
    /// missing, from the minutes of KIS.</summary>
    Repaired,

    /// <summary>In a feed of bars, a bar of ticks without a known hole differs from the minute of KIS, which counts, or one of the two has no bar of the minute. With
    /// a hole, KIS has fewer shares than the ticks. <see cref="TickFeedItem.After"/> is the minute, and <see cref="TickFeedItem.Reason"/> has both.</summary>
    Difference,

    /// <summary>A feed of bars could not compare a symbol's minutes, from <see cref="TickFeedItem.After"/> to <see cref="TickFeedItem.Until"/>, with those of KIS
    /// before the day ended. <see cref="TickFeedItem.Reason"/> says why.</summary>
    Unrepaired,

    /// <summary>The store did not take ticks for so long that the oldest ones, <see cref="TickFeedItem.Count"/> of them from
    /// <see cref="TickFeedItem.After"/> to <see cref="TickFeedItem.Until"/>, are not kept in the <see cref="TickArchive"/>.</summary>
    NotKept,
}
