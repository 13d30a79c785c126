using Rhetenor.Data.Core;

namespace Rhetenor.Data.Export;

/// <summary>The paths of equity files below LEAN's data folder, in lower case.</summary>
internal static class LeanPath
{
    public static string Minute(string market, string symbol, DateOnly date) => $"equity/{market}/minute/{Lower(symbol)}/{date.ToDigits()}_trade.zip";

    public static string MinuteEntry(string symbol, DateOnly date) => $"{date.ToDigits()}_{Lower(symbol)}_minute_trade.csv";

    public static string Daily(string market, string symbol) => $"equity/{market}/daily/{Lower(symbol)}.zip";

    public static string DailyEntry(string symbol) => $"{Lower(symbol)}.csv";

    public static string Map(string market, string symbol) => $"equity/{market}/map_files/{Lower(symbol)}.csv";

    public static string Factors(string market, string symbol) => $"equity/{market}/factor_files/{Lower(symbol)}.csv";

    public static string Lower(string symbol) => symbol.ToLowerInvariant();
}
