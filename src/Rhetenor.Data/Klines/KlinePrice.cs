using System.Globalization;

namespace Rhetenor.Data.Klines;

/// <summary>Converts prices to whole numbers of 1/10,000 won. The numbers are exact and compact.</summary>
internal static class KlinePrice
{
    public const long Scale = 10_000;
    public const long MaxWon = long.MaxValue / Scale;

    /// <summary>Gets the prices that can be scaled, in words.</summary>
    public static string Form { get; } = string.Create(CultureInfo.InvariantCulture, $"a price from 0 to {MaxWon} won in whole 1/10,000 won");

    /// <summary>Scales a price. Returns false when it is negative, above <see cref="MaxWon"/>, or finer than 1/10,000 won.</summary>
    public static bool TryScale(decimal won, out long scaled)
    {
        scaled = 0;
        if (won is < 0 or > MaxWon || won * Scale != decimal.Truncate(won * Scale))
            return false;
        scaled = (long)(won * Scale);
        return true;
    }

    public static decimal ToWon(long scaled) => scaled % Scale == 0 ? scaled / Scale : (decimal)scaled / Scale;
}
