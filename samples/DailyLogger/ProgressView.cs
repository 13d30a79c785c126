using System.Globalization;
using Rhetenor.Data;
using Spectre.Console;

namespace DailyLogger;

/// <summary>Shows progress while work is done: a live bar for each session on a terminal, a line for every tenth elsewhere.</summary>
internal static class ProgressView
{
    public static Task RunAsync(Func<IProgress<CatchUpProgress>, Task> work)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
            return work(new Lines());
        return AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(context => work(new Bars(context)));
    }

    private static string Name(CatchUpProgress value) => $"{value.Session.Date:yyyy-MM-dd} {value.Session.Venue.ToCode()}";

    private static string Pause(CatchUpProgress value) => value switch
    {
        { WaitingUntil: { } until } => string.Create(CultureInfo.InvariantCulture, $", waiting until {until:HH:mm:ss} for KIS's one token a minute"),
        { PausedUntil: { } until } => string.Create(CultureInfo.InvariantCulture, $", paused until {until:HH:mm:ss}: KIS does not answer"),
        _ => "",
    };

    // Workers report concurrently; a late report does not move the bar back.
    private sealed class Bars(ProgressContext context) : IProgress<CatchUpProgress>
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<DateOnly, ProgressTask> _tasks = [];

        public void Report(CatchUpProgress value)
        {
            lock (_gate)
            {
                if (!_tasks.TryGetValue(value.Session.Date, out var task))
                    _tasks[value.Session.Date] = task = context.AddTask(Name(value), maxValue: Math.Max(1, value.Total));
                if (value.Total > 0 && value.Done < task.Value)
                    return;
                if (value.WaitingUntil is null)
                    (task.MaxValue, task.Value) = (Math.Max(1, value.Total), value.Total == 0 ? 1 : value.Done);
                task.Description = string.Create(CultureInfo.InvariantCulture,
                    $"{Name(value)}  {value.Done}/{value.Total} symbols, {value.Calls:N0} calls, {value.Bars:N0} bars{Pause(value)}");
            }
        }
    }

    private sealed class Lines : IProgress<CatchUpProgress>
    {
        private readonly Lock _gate = new();
        private (DateOnly Date, int Tenths) _last;

        public void Report(CatchUpProgress value)
        {
            var now = (value.Session.Date, Tenths: value.Total == 0 ? 10 : 10 * value.Done / value.Total);
            lock (_gate)
            {
                if (value is { PausedUntil: null, WaitingUntil: null } && now.Date == _last.Date && now.Tenths <= _last.Tenths)
                    return;
                if (value.WaitingUntil is null)
                    _last = now;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{Name(value)}: {value.Done} of {value.Total} symbols, {value.Calls} of at most {value.CallsAtMost} calls, {value.Bars} bars{Pause(value)}"));
            }
        }
    }
}
