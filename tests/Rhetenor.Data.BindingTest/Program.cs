// Binds every option of the library from a configuration and compares it with what was written. It is built with the source generator
// of bindings, and run as it is, trimmed, and compiled to native code.
using System.Reflection;
using System.Runtime.CompilerServices;
using BindingTest;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rhetenor.Data;

using var json = Assembly.GetExecutingAssembly().GetManifestResourceStream("options.json")!;
var configuration = new ConfigurationBuilder().AddJsonStream(json).Build();
var comparison = new Comparison();

IConfigurationSection Of(string type) => configuration.GetSection(type);

comparison.Add(Of(nameof(RetryOptions)), Of(nameof(RetryOptions)).Get<RetryOptions>(), new());
comparison.Add(Of(nameof(WriterSlot)), Of(nameof(WriterSlot)).Get<WriterSlot>(), null);
comparison.Add(Of(nameof(KlineArchiveOptions)), Of(nameof(KlineArchiveOptions)).Get<KlineArchiveOptions>(), new());
comparison.Add(Of(nameof(KlineDatasetOptions)), Of(nameof(KlineDatasetOptions)).Get<KlineDatasetOptions>(), new());
comparison.Add(Of(nameof(KlineCompactorOptions)), Of(nameof(KlineCompactorOptions)).Get<KlineCompactorOptions>(), new());
comparison.Add(Of(nameof(DailyLoggerOptions)), Of(nameof(DailyLoggerOptions)).Get<DailyLoggerOptions>(), new());
comparison.Add(Of(nameof(KlineLoggerOptions)), Of(nameof(KlineLoggerOptions)).Get<KlineLoggerOptions>(), new());
comparison.Add(Of(nameof(MasterOptions)), Of(nameof(MasterOptions)).Get<MasterOptions>(), new());
comparison.Add(Of(nameof(DwsOptions)), Of(nameof(DwsOptions)).Get<DwsOptions>(), new());
comparison.Add(Of(nameof(HantooOptions)), Of(nameof(HantooOptions)).Get<HantooOptions>(), new());
comparison.Add(Of(nameof(HantooFleetOptions)), Of(nameof(HantooFleetOptions)).Get<HantooFleetOptions>(), new());
comparison.Add(Of(nameof(HantooTickOptions)), Of(nameof(HantooTickOptions)).Get<HantooTickOptions>(), new());
comparison.Add(Of(nameof(S3ObjectStoreOptions)), Of(nameof(S3ObjectStoreOptions)).Get<S3ObjectStoreOptions>(), new());
comparison.Add(Of(nameof(RhetenorDataOptions)), Of(nameof(RhetenorDataOptions)).Get<RhetenorDataOptions>(), new());

// The library's own binding, and a component made of it.
using var provider = new ServiceCollection()
    .AddSingleton(new HantooCredentials("key", "secret"))
    .AddRhetenorData(Of(nameof(RhetenorDataOptions)))
    .BuildServiceProvider();
comparison.Add(Of(nameof(RhetenorDataOptions)), provider.GetRequiredService<IOptions<RhetenorDataOptions>>().Value, new());
if (provider.GetRequiredService<HantooClient>().Environment != HantooEnvironment.Paper)
    comparison.Differences.Add("the client is not in the paper environment");

using var wrong = new ServiceCollection()
    .AddRhetenorData(new ConfigurationBuilder().AddInMemoryCollection([new("Hantoo:Enviroment", "Paper")]).Build())
    .BuildServiceProvider();
try
{
    _ = wrong.GetRequiredService<IOptions<RhetenorDataOptions>>().Value;
    comparison.Differences.Add("a name that is not an option was accepted");
}
catch (InvalidOperationException exception) when (exception.Message.StartsWith("'Hantoo:Enviroment' is not an option. Possible are AllowLoopbackHttp, BaseAddress, Environment, ", StringComparison.Ordinal))
{
    Console.WriteLine(exception.Message);
}

foreach (var difference in comparison.Differences)
    Console.WriteLine(difference);
Console.WriteLine($"{comparison.Options} options bound, {comparison.Differences.Count} differences, "
    + (RuntimeFeature.IsDynamicCodeCompiled ? "compiled as they run" : "native"));
return comparison.Differences.Count == 0 ? 0 : 1;
