namespace Rhetenor.Data;

/// <summary>The facts, other than the rows of a day themselves, that show that the rows are all of them.</summary>
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
}
