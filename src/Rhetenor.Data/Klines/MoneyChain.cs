namespace Rhetenor.Data.Klines;

/// <summary>Finds rows that are missing or wrong by the value traded on the day, which KIS sends with every row. Pure.</summary>
/// <remarks>Between two successive rows the day's value grows by the value of the later row, which lies between its lowest and its
/// highest price times its volume. In 858,852 real rows of 2,546 days no complete day of KRX breaks this rule, and every incomplete one
/// breaks it at least once. A row without trades is not needed for it. The rule has not been checked on other venues.</remarks>
internal static class MoneyChain
{
    /// <summary>Returns the places at which rows do not follow each other, in order.</summary>
    /// <param name="rows">Rows of one day, in order, one for each minute. Where the source does not know the value, there is no place.</param>
    public static List<MoneyGap> Gaps(ReadOnlySpan<MinuteRow> rows)
    {
        var gaps = new List<MoneyGap>();
        for (var i = 1; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            var grown = (decimal)row.AccValue - rows[i - 1].AccValue;
            if ((row.AccValue != 0 || rows[i - 1].AccValue != 0) && !IsLink(row, grown))
                gaps.Add(new(rows[i - 1].Minute, row.Minute, grown - (row.Close * row.Volume)));
        }

        return gaps;
    }

    /// <summary>Returns by how much the day's value can grow in a minute, in won.</summary>
    /// <param name="low">The lowest price in won.</param>
    /// <param name="high">The highest price in won.</param>
    /// <param name="volume">The number of shares.</param>
    public static (decimal Least, decimal Most) Bounds(decimal low, decimal high, long volume)
    {
        // Prices and volumes of past days are adjusted and rounded, the value is not.
        var tolerance = (0.5m * high) + (0.5m * volume);
        return ((low * volume) - tolerance, (high * volume) + tolerance);
    }

    /// <summary>Determines whether the day's value leaves room for a row between two others that follow each other.</summary>
    /// <param name="before">The day's value before both, in won.</param>
    /// <param name="between">The row.</param>
    /// <param name="after">The row after it.</param>
    public static bool HasRoom(decimal before, in MinuteRow between, in MinuteRow after) =>
        after.AccValue - before >= Bounds(between.Low, between.High, between.Volume).Least + Bounds(after.Low, after.High, after.Volume).Least;

    private static bool IsLink(in MinuteRow row, decimal grown)
    {
        var (least, most) = Bounds(row.Low, row.High, row.Volume);
        return IsPossible(row) && grown >= least && grown <= most;
    }

    /// <summary>Determines whether a row can be of a minute in which shares were traded at its prices.</summary>
    public static bool IsPossible(in MinuteRow row) => row.Volume == 0 || (row.Low > 0 && row.Low <= row.High);

    /// <summary>Determines whether a row can be the first of its day: the day's value is at least that of the row. In 2,364 real days it always is.</summary>
    public static bool CanBeFirst(in MinuteRow row) => IsPossible(row) && row.AccValue >= Bounds(row.Low, row.High, row.Volume).Least;

    /// <summary>Determines whether shares traded at one price before a row explain, together with the row, what was traded by then. A row of
    /// several prices leaves too much room for the answer to mean anything, and so does one at that price itself: any number of rows like it are a
    /// multiple too.</summary>
    /// <param name="first">The first row of a day.</param>
    /// <param name="price">The price in won.</param>
    public static bool IsHeadAt(in MinuteRow first, decimal price)
    {
        var before = first.AccValue - (first.Low * first.Volume);
        return price > 0 && first.Low == first.High && first.Low != price && before > 0 && before % price == 0;
    }

    /// <summary>Determines whether nothing was traded on the day before a row, because the row alone explains the day's value. Trades before
    /// the opening are in no row: one in five real days has some.</summary>
    public static bool IsHead(in MinuteRow first) => first.AccValue > 0 && IsLink(first, first.AccValue);
}

/// <summary>A place where rows do not follow each other by the day's value.</summary>
/// <param name="From">The minute before it, Korean time.</param>
/// <param name="To">The minute after it, Korean time.</param>
/// <param name="Value">The value that no row explains, in won.</param>
internal readonly record struct MoneyGap(DateTime From, DateTime To, decimal Value);
