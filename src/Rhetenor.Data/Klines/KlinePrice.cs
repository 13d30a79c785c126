namespace Rhetenor.Data.Klines;

/// <summary>Converts prices to whole numbers of 1/10,000 won. The numbers are exact and compact.</summary>
internal static class KlinePrice
{
    public const long Scale = 10_000;
    public const int Decimals = 4;
    public const long MaxWon = long.MaxValue / Scale;

    /// <summary>Scales a price.</summary>
    /// <exception cref="KlineFormatException">The price is negative, above <see cref="MaxWon"/>, or finer than 1/10,000 won.</exception>
    public static long From(decimal won, string field, DateTime minute)
    {
        if (won is < 0 or > MaxWon)
            throw KlineFormatException.OfNumber(minute, field, $"a price from 0 to {MaxWon} won", won);
        var scaled = won * Scale;
        return scaled == decimal.Truncate(scaled)
            ? (long)scaled
            : throw KlineFormatException.OfNumber(minute, field, "a price in whole 1/10,000 won", won);
    }

    public static decimal ToWon(long scaled) => scaled % Scale == 0 ? scaled / Scale : (decimal)scaled / Scale;
}
