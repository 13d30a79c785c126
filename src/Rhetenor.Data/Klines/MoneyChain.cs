namespace Rhetenor.Data.Klines;

/// <summary>Finds rows that are missing or wrong by the value traded on the day, which KIS sends with every row. Pure.</summary>
/// <remarks>Between two successive rows the day's value grows by the value of the later row, which lies between its lowest and its
/// highest price times its volume. In 858,852 real rows of 2,546 days no complete day of KRX breaks this rule, and every incomplete one
/// breaks it at least once. A row without trades is not needed for it. The rule has not been checked on other venues.</remarks>
internal static class MoneyChain
{
    // The surplus of a day's first row comes from trades before the opening. The largest one measured is 2.87 times the row's value.
    private const decimal MostAtHead = 4;

    /// <summary>Returns the first place at which rows do not follow each other.</summary>
    /// <param name="rows">Rows of one day, in order, one for each minute.</param>
    /// <returns>The place; null when there is none, or when the source does not know the value.</returns>
    public static MoneyGap? FirstGap(ReadOnlySpan<MinuteRow> rows)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            var grown = (decimal)row.AccValue - rows[i - 1].AccValue;
            if ((row.AccValue != 0 || rows[i - 1].AccValue != 0) && !IsLink(row, grown))
                return new(rows[i - 1].Minute, row.Minute, grown - (row.Close * row.Volume));
        }

        return null;
    }

    /// <summary>Determines whether a day cannot begin with a row, because far more had been traded by then.</summary>
    /// <param name="first">The first row of the day.</param>
    /// <param name="previousClose">The close of the session before, in won; 0 when unknown. Trades before the opening have this
    /// price.</param>
    public static bool IsHeadMissing(in MinuteRow first, decimal previousClose = 0)
    {
        if (first.AccValue <= (MostAtHead * first.High * first.Volume) + Tolerance(first))
            return false;
        var most = first.AccValue - (first.Low * first.Volume) + Tolerance(first);
        var least = first.AccValue - (first.High * first.Volume) - Tolerance(first);
        return previousClose <= 0 || Math.Floor(most / previousClose) < Math.Ceiling(least / previousClose);
    }

    private static bool IsLink(in MinuteRow row, decimal grown)
    {
        var tolerance = Tolerance(row);
        return grown >= (row.Low * row.Volume) - tolerance && grown <= (row.High * row.Volume) + tolerance;
    }

    /// <summary>Determines whether nothing was traded on the day before a row, because the row alone explains the day's value.</summary>
    public static bool IsHead(in MinuteRow first) => first.AccValue > 0 && IsLink(first, first.AccValue);

    // Prices and volumes of past days are adjusted and rounded, the value is not.
    private static decimal Tolerance(in MinuteRow row) => (0.5m * row.High) + (0.5m * row.Volume);
}

/// <summary>A place where rows do not follow each other by the day's value.</summary>
/// <param name="From">The minute before it, Korean time.</param>
/// <param name="To">The minute after it, Korean time.</param>
/// <param name="Value">The value that no row explains, in won.</param>
internal readonly record struct MoneyGap(DateTime From, DateTime To, decimal Value);
