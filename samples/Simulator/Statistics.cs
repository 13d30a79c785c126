using System.Globalization;
using Rhetenor.Data.Testing;

namespace Simulator;

/// <summary>The calls as the server counted them.</summary>
internal static class Statistics
{
    public static string Of(SimulatedKis kis)
    {
        var calls = kis.Calls;
        var charts = calls.Where(call => call.Symbol.Length > 0).ToList();
        var seconds = charts.Count < 2 ? 0 : (charts[^1].Instant - charts[0].Instant).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture,
            $"KIS was asked {calls.Count} times: {kis.TokenIssues} token(s), {kis.CallsOf("CTCA0903R")} for holidays, {charts.Count} for minutes in {seconds:N1} s, {Pace(charts.Count, seconds):N2} a second; at most {kis.MostInASecond} in any second, {kis.RefusedByLimit} refused.");
    }

    private static double Pace(int calls, double seconds) => seconds > 0 ? (calls - 1) / seconds : 0;
}
