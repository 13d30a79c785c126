using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>Short texts by which readings are compared.</summary>
internal static class DailyMark
{
    /// <summary>Returns the prices in 1/10,000 won, volume and value of a bar.</summary>
    public static string Of(DailyBar bar) =>
        string.Create(CultureInfo.InvariantCulture, $"{bar.Open} {bar.High} {bar.Low} {bar.Close} {bar.Volume} {bar.Value}");

    /// <summary>Returns a hash of sessions.</summary>
    public static string Of(IEnumerable<KeyValuePair<DateOnly, DailyBar>> bars)
    {
        var text = string.Join('\n', bars.Select(bar => $"{bar.Key.ToDigits()} {Of(bar.Value)}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
