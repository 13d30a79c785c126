using Mcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rhetenor.Data;

if (args.Length is not (0 or 2) || args is ["-h" or "--help", ..])
{
    Console.Error.WriteLine("""
        Mcp [<folder of klines> <folder of masters>]

        A server of the Model Context Protocol on standard input and output. An assistant that starts it can ask which days a store
        holds, where a bar comes from, what changed in the masters, and whether the store is sound. It only reads.
        Without folders, the store is a simulated week in memory.
        """);
    return 2;
}

var (klines, masters) = args.Length == 2
    ? ((IObjectStore)new DirectoryObjectStore(args[0]), (IObjectStore)new DirectoryObjectStore(args[1]))
    : await SimulatedStore.CreateAsync();
var builder = Host.CreateApplicationBuilder();
// Standard output is for the protocol.
builder.Logging.ClearProviders().AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton(new KlineArchive(klines)).AddSingleton(new MasterDownloader(masters));
builder.Services.AddMcpServer().WithStdioServerTransport().WithTools<StoreTools>();
await builder.Build().RunAsync();
return 0;
