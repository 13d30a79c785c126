using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rhetenor.Data;

/// <summary>The names of the library's activities and instruments, for <c>ActivityListener</c>, <c>MeterListener</c> and
/// OpenTelemetry.</summary>
/// <remarks>
/// <para>Activities: <c>rhetenor.master</c> (tags <c>market</c>, <c>date</c>, <c>origin</c>), <c>rhetenor.catch_up</c> (tags <c>venue</c>,
/// <c>date</c>, <c>symbols</c>, <c>complete</c>).</para>
/// <para>Instruments: <see cref="Calls"/>, <see cref="Bars"/> (tag <c>kind</c>: new, revised, unchanged), <see cref="Objects"/>. No
/// tag contains a secret, a header or a body.</para>
/// </remarks>
public static class RhetenorDiagnostics
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Rhetenor.Data";

    /// <summary>The counter of calls made for bars, without retries.</summary>
    public const string Calls = "rhetenor.klines.calls";

    /// <summary>The counter of fetched bars. The tag compares each bar with the stored one.</summary>
    public const string Bars = "rhetenor.klines.bars";

    /// <summary>The counter of kline objects written.</summary>
    public const string Objects = "rhetenor.klines.objects";

    private static readonly Meter Meter = new(Name);

    internal static ActivitySource Source { get; } = new(Name);

    internal static Counter<long> CallCounter { get; } = Meter.CreateCounter<long>(Calls, "{call}", "Calls made for bars.");

    private static Counter<long> BarCounter { get; } = Meter.CreateCounter<long>(Bars, "{bar}", "Bars fetched, by comparison with the stored ones.");

    internal static Counter<long> ObjectCounter { get; } = Meter.CreateCounter<long>(Objects, "{object}", "Kline objects written.");

    internal static void CountBars(string kind, int count) => BarCounter.Add(count, KeyValuePair.Create("kind", (object?)kind));
}
