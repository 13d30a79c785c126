using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rhetenor.Data;

/// <summary>The names under which the library reports what it does, for <c>ActivityListener</c>, <c>MeterListener</c> and OpenTelemetry.</summary>
/// <remarks>
/// <para>Activities: <c>rhetenor.master</c> (tags <c>market</c>, <c>date</c>, <c>origin</c>), <c>rhetenor.catch_up</c> (tags <c>venue</c>,
/// <c>date</c>, <c>symbols</c>, <c>complete</c>).</para>
/// <para>Instruments: <see cref="Calls"/>, <see cref="Bars"/> (tag <c>kind</c>: new, revised, unchanged), <see cref="Objects"/>. No tag holds
/// a secret, a header or a body.</para>
/// </remarks>
public static class RhetenorDiagnostics
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Rhetenor.Data";

    /// <summary>Calls made for bars, repeated ones not counted.</summary>
    public const string Calls = "rhetenor.klines.calls";

    /// <summary>Bars fetched, by what the store had of them.</summary>
    public const string Bars = "rhetenor.klines.bars";

    /// <summary>Kline objects written.</summary>
    public const string Objects = "rhetenor.klines.objects";

    private static readonly Meter Meter = new(Name);

    internal static ActivitySource Source { get; } = new(Name);

    internal static Counter<long> CallCounter { get; } = Meter.CreateCounter<long>(Calls, "{call}", "Calls made for bars.");

    private static Counter<long> BarCounter { get; } = Meter.CreateCounter<long>(Bars, "{bar}", "Bars fetched, by what the store had of them.");

    internal static Counter<long> ObjectCounter { get; } = Meter.CreateCounter<long>(Objects, "{object}", "Kline objects written.");

    internal static void CountBars(string kind, int count) => BarCounter.Add(count, KeyValuePair.Create("kind", (object?)kind));
}
