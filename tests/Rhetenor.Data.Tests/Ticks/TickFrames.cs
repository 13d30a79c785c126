using System.Globalization;

namespace Rhetenor.Data.Tests.Ticks;

/// <summary>Frames as texts.</summary>
internal static class TickFrames
{
    public static string Frame(params string[] records) => $"0|H0STCNT0|{records.Length:D3}|{string.Join('^', records)}";

    public static string Record(string symbol = "005930", string time = "090005", long volume = 10, long acc = 10, int fields = 46, Action<string[]>? edit = null)
    {
        var values = new string[Math.Max(fields, 46)];
        Array.Fill(values, "7");
        (values[0], values[1], values[2], values[3], values[4]) = (symbol, time, "313500", "2", "500");
        (values[10], values[11], values[12], values[13], values[14]) = ("314000", "313500", Text(volume), Text(acc), Text(acc * 313500));
        (values[21], values[33], values[43]) = ("1", "20261120", "0");
        edit?.Invoke(values);
        return string.Join('^', values[..fields]);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
