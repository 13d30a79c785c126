using System.Runtime.InteropServices;
using DailyLogger;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

if (Console.IsOutputRedirected)
    (AnsiConsole.Profile.Capabilities.Ansi, AnsiConsole.Profile.Width) = (false, 140);
if (args.Any(arg => arg is "-h" or "--help"))
{
    Console.WriteLine(Options.Usage);
    return ExitCodes.Complete;
}

// Empty: the defaults would also read appsettings.json, and log to the console between the lines of the progress bar.
var builder = Host.CreateEmptyApplicationBuilder(null);
try
{
    var layers = Layer.Read(args);
    foreach (var layer in layers)
        builder.Configuration.AddInMemoryCollection(layer.Values);
    builder.Services.AddDailyLogger(Settings.Read(new Options(builder.Configuration, layers)));
}
catch (ArgumentException exception)
{
    return ExitCodes.Refuse(exception);
}

builder.Logging.AddProvider(new WarningsProvider()).AddFilter("Microsoft", LogLevel.None);
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Services.StopTimeout);
using var host = builder.Build();

// The first Ctrl-C or SIGTERM stops the host; the second ends the process at once.
var signals = 0;
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, EndAtSecond);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, EndAtSecond);
var worker = host.Services.GetRequiredService<Worker>();
await host.RunAsync();
if (worker.ExecuteTask is { IsFaulted: true } failed)
    await failed;
return worker.ExitCode;

void EndAtSecond(PosixSignalContext context)
{
    if (Interlocked.Increment(ref signals) == 2)
        Environment.Exit(ExitCodes.Incomplete);
}
