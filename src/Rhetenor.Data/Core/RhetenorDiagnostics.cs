using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rhetenor.Data.Core;

/// <summary>The library's activities and instruments. The README has their names.</summary>
/// <remarks>No tag contains a secret, a header or a body.</remarks>
internal static class RhetenorDiagnostics
{
    private const string Name = "Rhetenor.Data";

    private static readonly Meter Meter = new(Name);

    public static ActivitySource Source { get; } = new(Name);

    public static Counter<long> CallCounter { get; } = Meter.CreateCounter<long>("rhetenor.klines.calls", "{call}", "Calls made for bars.");

    public static Counter<long> ObjectCounter { get; } = Meter.CreateCounter<long>("rhetenor.klines.objects", "{object}", "Kline objects written.");

    private static Counter<long> BarCounter { get; } =
        Meter.CreateCounter<long>("rhetenor.klines.bars", "{bar}", "Bars fetched, by comparison with the stored ones.");

    public static void CountBars(string kind, int count) => BarCounter.Add(count, KeyValuePair.Create("kind", (object?)kind));
}
