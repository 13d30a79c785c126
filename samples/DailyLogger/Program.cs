using System.Runtime.InteropServices;
using Amazon.Runtime;
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
IHost host;
Worker worker;
try
{
    var layers = Layer.Read(args);
    foreach (var layer in layers)
        builder.Configuration.AddInMemoryCollection(layer.Values);
    builder.Services.AddDailyLogger(Settings.Read(new Options(builder.Configuration, layers)));
    builder.Logging.AddProvider(new WarningsProvider()).AddFilter("Microsoft", LogLevel.None);
    builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Services.StopTimeout);
    host = builder.Build();

    // A missing key or region is an error in the options too, and is found before anything is fetched.
    worker = host.Services.GetRequiredService<Worker>();
}
catch (Exception exception) when (exception is ArgumentException or AmazonClientException)
{
    return ExitCodes.Refuse(exception);
}

// The first Ctrl-C, SIGTERM or SIGHUP stops the host; the second ends the process at once.
var signals = 0;
using var running = host;
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, EndAtSecond);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, EndAtSecond);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, HangUp);
await host.RunAsync();
return worker.ExitCode;

void EndAtSecond(PosixSignalContext context)
{
    if (Interlocked.Increment(ref signals) == 2)
        Environment.Exit(ExitCodes.Incomplete);
}

// The host itself does not know this signal, which a closed terminal sends.
void HangUp(PosixSignalContext context)
{
    context.Cancel = true;
    EndAtSecond(context);
    host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
}
