namespace Rhetenor.Data.Benchmarks;

/// <summary>Rows that do related work. The first is the reference of the others.</summary>
/// <param name="Name">The name, as in docs/PERFORMANCE.md.</param>
/// <param name="Repeats">How often a row does its work in a turn, so that a turn takes milliseconds.</param>
/// <param name="Rows">The rows.</param>
internal sealed record Workload(string Name, int Repeats, IReadOnlyList<(string Name, Func<Task> Work)> Rows)
{
    /// <summary>Makes a row of work that does not wait.</summary>
    public static (string Name, Func<Task> Work) Row<T>(string name, Func<T> work)
    {
        return (name, Run);

        Task Run()
        {
            GC.KeepAlive(work());
            return Task.CompletedTask;
        }
    }
}
