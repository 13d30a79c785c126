using System.Diagnostics;

namespace Rhetenor.Data.Benchmarks;

/// <summary>Measures the rows of a workload in turns.</summary>
/// <remarks>A shared machine is faster at one moment than at the next. Every row therefore runs once in every round, and a ratio compares
/// two times of one round. This runner is the project's own because BenchmarkDotNet measures one row to its end before it starts the next.
/// Processor time counts what other programs take away the least; it is the process's, all threads together.</remarks>
internal static class Turns
{
    private const int WarmUp = 8, Rounds = 31;

    public static async Task PrintAsync(Workload workload)
    {
        var rows = workload.Rows;
        var measured = rows.Select(_ => new List<Turn>()).ToList();
        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            for (var row = 0; row < rows.Count; row++)
            {
                var turn = await MeasureAsync(rows[row].Work, workload.Repeats);
                if (round >= WarmUp)
                    measured[row].Add(turn);
            }
        }

        Console.WriteLine(workload.Name);
        for (var row = 0; row < rows.Count; row++)
        {
            Console.WriteLine($"  {rows[row].Name,-40} {measured[row].Min(turn => turn.Processor),8:F2} ms   processor {Ratio(measured[row], measured[0], turn => turn.Processor)}"
                + $"   elapsed {Ratio(measured[row], measured[0], turn => turn.Elapsed)}   {measured[row].Min(turn => turn.Allocated) / 1e6,7:F2} MB");
        }
    }

    private static async Task<Turn> MeasureAsync(Func<Task> work, int repeats)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var (processor, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        for (var i = 0; i < repeats; i++)
            await work();
        var elapsed = Stopwatch.GetElapsedTime(start);
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new(processor.TotalMilliseconds / repeats, elapsed.TotalMilliseconds / repeats, allocated / repeats);
    }

    private static string Ratio(List<Turn> row, List<Turn> reference, Func<Turn, double> of)
    {
        var ratios = row.Zip(reference, (turn, limit) => of(turn) / of(limit)).Order().ToList();
        return $"× {ratios[Rounds / 2],5:F2} ({ratios[Rounds / 4]:F2} to {ratios[3 * Rounds / 4]:F2})";
    }

    /// <summary>One turn: milliseconds and bytes for doing the work once.</summary>
    private readonly record struct Turn(double Processor, double Elapsed, long Allocated);
}
