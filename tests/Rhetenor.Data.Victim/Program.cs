using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Rhetenor.Data;
using Rhetenor.Data.Victim;

// A process to be killed: catches a session up, from the simulator's server into a folder. Tests start it and say when it dies.
const int Minutes = 391;
if (args is ["unpack", var path])
    return (int)Unpacking.Run(path);
if (args is ["publish", var archive, var dataset])
    return await Publishing.RunAsync(archive, dataset);
if (args is ["cache", var remote, var local, var seed])
    return await Caching.RunAsync(remote, local, seed);
var order = Order.Parse(args);
using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stop.Cancel();
});
using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
using var clock = new SharedClock(order.Clock);
try
{
    using var transport = new HttpClientTransport();
    var store = new DirectoryObjectStore(order.Store, timeProvider: clock);
    Tell("ready");
    if (order.Masters != Order.None)
    {
        var dws = new DwsMasterSource(transport, new DwsOptions { BaseAddress = new Uri(order.Server, "/common/master/"), AllowLoopbackHttp = true }, clock);
        var masters = new MasterDownloader(store, dws, options: new MasterOptions { Prefix = order.Masters }, timeProvider: clock);
        Tell($"master {(await masters.DownloadAsync(Market.Konex, stop.Token)).Origin}");
    }

    var client = new HantooClient(
        new HantooCredentials(order.Key, string.Concat(Enumerable.Repeat("simulated", 20))), transport, new FileTokenCache(order.Tokens),
        new HantooOptions { BaseAddress = order.Server, AllowLoopbackHttp = true, RequestsPerSecond = order.CallsPerSecond, TokenInterval = TimeSpan.Zero }, clock);
    var options = new KlineLoggerOptions { BarsPerObject = order.SymbolsPerObject * Minutes, Workers = order.Workers };
    var logger = new HantooKlineLogger(order.Symbols, store, client, options: options, timeProvider: clock);
    var report = await logger.CatchUpAsync(new Observer(value => Tell($"done {value.Symbol}")), stop.Token);
    Tell(report.ToString());
    foreach (var outcome in report.Symbols.Where(outcome => !outcome.IsComplete))
        Tell(outcome.ToString());
    if (order.Live)
        await logger.RunAsync(cancellationToken: stop.Token);
    return (int)(report.IsComplete ? Ended.Complete : Ended.Incomplete);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Tell("stopped");
    return (int)Ended.Stopped;
}
catch (RhetenorException exception)
{
    Tell($"{exception.GetType().Name} {(exception as ObjectStoreException)?.Error} {exception.Message}");
    return (int)Ended.Failed;
}

void Tell(string line)
{
    lock (output)
        output.Write(Encoding.UTF8.GetBytes(line + "\n"));
}

namespace Rhetenor.Data.Victim
{
    internal sealed class Observer(Action<CatchUpProgress> report) : IProgress<CatchUpProgress>
    {
        public void Report(CatchUpProgress value) => report(value);
    }
}
