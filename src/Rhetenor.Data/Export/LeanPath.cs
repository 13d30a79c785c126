using Rhetenor.Data.Core;

namespace Rhetenor.Data.Export;

/// <summary>The paths of equity bars below LEAN's data folder, in lower case.</summary>
internal static class LeanPath
{
    public static string Minute(string market, string symbol, DateOnly date) => $"equity/{market}/minute/{Lower(symbol)}/{date.ToDigits()}_trade.zip";

    public static string MinuteEntry(string symbol, DateOnly date) => $"{date.ToDigits()}_{Lower(symbol)}_minute_trade.csv";

    public static string Daily(string market, string symbol) => $"equity/{market}/daily/{Lower(symbol)}.zip";

    public static string DailyEntry(string symbol) => $"{Lower(symbol)}.csv";

    private static string Lower(string symbol) => symbol.ToLowerInvariant();
}
