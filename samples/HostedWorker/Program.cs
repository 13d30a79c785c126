// Logs the configured symbols live as a hosted service: dotnet run --project samples/HostedWorker
// Needs KIS_APP_KEY and KIS_APP_SECRET. Options come from appsettings.json, from the environment (Rhetenor__Folder=…) and from the command line
// (--Rhetenor:Folder …). Ctrl-C and SIGTERM stop it after what was fetched is written.
using HostedWorker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rhetenor.Data;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });

// A stop leaves the logger half a minute to write.
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(1));
builder.Services.AddSingleton<IProgress<CatchUpReport>, Reports>();
builder.Services.AddRhetenorData(builder.Configuration.GetSection("Rhetenor")).AddKlineLogging();
await builder.Build().RunAsync();
