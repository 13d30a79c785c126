namespace Rhetenor.Data;

/// <summary>The facts, other than the rows themselves, that show that the rows of a day, or the sessions of a range, are all of them.</summary>
[Flags]
public enum KlineWitnesses
{
    /// <summary>None: only the source says so.</summary>
    None = 0,

    /// <summary>The day's value, which each row carries, follows from the rows up to the regular close.</summary>
    MoneyChain = 1,

    /// <summary>The day's value or shares in the quote that came with today's rows.</summary>
    Quote = 2,

    /// <summary>The day's value or shares in the daily bar (일봉).</summary>
    DailyBar = 4,

    /// <summary>The shares that the next session's master (종목마스터) shows for the day.</summary>
    NextMaster = 8,

    /// <summary>Rows that pass in order to an earlier day: they show the beginning.</summary>
    EarlierDay = 16,

    /// <summary>A row of the session's last minute: it shows the end.</summary>
    LastMinute = 32,

    /// <summary>A second answer with the same rows at least an hour later, where trades outside the trading hours can explain the
    /// rest. It is the weakest one.</summary>
    SecondReading = 64,

    /// <summary>Of daily bars (일봉): an answer that reaches back to a stored session, with the stored bar.</summary>
    StoredBars = 128,

    /// <summary>Of daily bars: the answer begins with the first session that is wanted.</summary>
    FirstSession = 256,

    /// <summary>Of daily bars: the answer begins on the listing date of the master.</summary>
    ListingDate = 512,

    /// <summary>Of daily bars: a second answer begins with the same session, or has none where the first one had none.</summary>
    SecondAnswer = 1_024,

    /// <summary>Of daily bars: every session has a base price (기준가), which is the close before unless an event reset it.</summary>
    BasePrices = 2_048,
}
