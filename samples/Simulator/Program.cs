using System.Runtime.InteropServices;
using Rhetenor.Data.Testing;
using Simulator;

if (args.Length > 0)
{
    Console.Error.WriteLine("""
        Simulator: serves KIS and DWS on loopback addresses until Ctrl-C or SIGTERM. It has no options.

        It uses the machine's clock. Its masters are generated, and their shares and funds trade at the simulated KIS. KIS applies
        the real rules: 18 requests in any second, a token a minute, pages of 120 and 30 rows, about a year of minutes.
        It prints the settings for samples/DailyLogger. All bars are simulated, so use a separate store.
        """);
    return args is ["-h" or "--help"] ? 0 : 2;
}

var stopped = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

// The market has the symbols of generated masters, and the masters that are served have the market's prices.
var truth = await Listing.TruthAsync(new SimulatedDws());
var dws = new SimulatedDws(new SimulatedDwsOptions { Truth = truth });
var kis = new SimulatedKis(new SimulatedKisOptions { Truth = truth });
await using var kisServer = LoopbackServer.Start(kis);
await using var dwsServer = LoopbackServer.Start(dws);
Console.WriteLine($"""
    # A simulated KIS with {kis.Truth.Options.Listing.Count} symbols, and a simulated DWS. In another shell:
    export RHETENOR_KIS_URL={kisServer.BaseAddress} RHETENOR_DWS_URL={dwsServer.BaseAddress}common/master/
    export KIS_APP_KEY={kis.Options.AppKey} KIS_APP_SECRET={kis.Options.AppSecret}
    # In PowerShell:
    # $env:RHETENOR_KIS_URL='{kisServer.BaseAddress}'; $env:RHETENOR_DWS_URL='{dwsServer.BaseAddress}common/master/'
    # $env:KIS_APP_KEY='{kis.Options.AppKey}'; $env:KIS_APP_SECRET='{kis.Options.AppSecret}'
    # dotnet run --project samples/DailyLogger -- --store simulated --once
    """);
await stopped.Task;
Console.WriteLine(Statistics.Of(kis));
return 0;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopped.TrySetResult();
}
