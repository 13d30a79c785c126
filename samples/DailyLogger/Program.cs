using System.Runtime.InteropServices;
using DailyLogger;
using Rhetenor.Data;
using Spectre.Console;

const int Complete = 0, Incomplete = 1, BadArguments = 2;
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
if (Console.IsOutputRedirected)
    (AnsiConsole.Profile.Capabilities.Ansi, AnsiConsole.Profile.Width) = (false, 140);

var reports = new List<CatchUpReport>();
var isLive = false;
try
{
    var arguments = Arguments.Parse(args, Environment.GetEnvironmentVariable);
    if (arguments.Help)
    {
        Console.WriteLine(Options.Usage);
        return Complete;
    }

    var store = Stores.Open(arguments);
    using var owned = store as IDisposable;
    if (!arguments.Plan)
        _ = HantooCredentials.FromEnvironment();
    var symbols = await Symbols.FindAsync(arguments, store, stop.Token);
    var sessions = Sessions.Open(arguments, store, symbols);
    Console.WriteLine($"{symbols} at {arguments.Venue}, kept in {arguments.Store}");
    if (arguments.Plan)
    {
        Summary.Write(await sessions.PlanAsync(stop.Token));
        return Complete;
    }

    await ProgressView.RunAsync(progress => sessions.CatchUpAsync(reports.Add, progress, stop.Token));
    if (arguments.Live)
    {
        isLive = true;
        Console.WriteLine("Logging live; Ctrl-C or SIGTERM stops.");
        await sessions.LogAsync(report =>
        {
            Console.WriteLine(report);
            reports.RemoveAll(earlier => earlier.Session.Date == report.Session.Date);
            reports.Add(report);
        }, stop.Token);
    }

    if (reports.Count == 0)
        Console.WriteLine($"No session has begun from {arguments.From:yyyy-MM-dd} to {arguments.To:yyyy-MM-dd}: nothing to do.");
    return reports.TrueForAll(report => report.IsComplete) ? Complete : Incomplete;
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.ParamName is { } name ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : exception.Message);
    return BadArguments;
}
catch (RhetenorException exception)
{
    Console.Error.WriteLine(exception.Message);
    return Incomplete;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped. Run it again to go on from what is stored.");
    return isLive && reports.TrueForAll(report => report.IsComplete) ? Complete : Incomplete;
}
finally
{
    if (reports.Count > 0)
        Summary.Write(reports);
}

// The second signal ends the process at once.
void Stop(PosixSignalContext context)
{
    context.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
