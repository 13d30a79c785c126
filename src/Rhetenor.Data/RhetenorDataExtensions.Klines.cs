using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Logging;

namespace Rhetenor.Data;

public static partial class RhetenorDataExtensions
{
    /// <summary>Adds a hosted service that logs live until the host stops, using
    /// <see cref="HantooKlineLogger.RunAsync"/>.</summary>
    /// <remarks>
    /// <para>A permanent failure, such as KIS refusing the key, is logged and stops the host. The exit code of the process becomes
    /// 1, unless the program returns one of its own. The service's <see cref="BackgroundService.ExecuteTask"/> contains the
    /// exception.</para>
    /// <para>On a stop, fetched bars are written within <see cref="KlineLoggerOptions.StopGrace"/>; set a longer
    /// <c>HostOptions.ShutdownTimeout</c>. Reports go to an <see cref="IProgress{T}"/> of <see cref="CatchUpReport"/>, if one is
    /// registered.</para>
    /// </remarks>
    /// <param name="services">The services, including those of <see cref="AddRhetenorData(IServiceCollection,
    /// RhetenorDataOptions?)"/>.</param>
    /// <param name="select">Selects the symbols of a session; null for the registered <see cref="HantooKlineLogger"/>, which logs
    /// <see cref="RhetenorDataOptions.Symbols"/>.</param>
    /// <example><code>
    /// services.AddRhetenorData(section).AddKlineLogging((provider, session, cancellationToken) => KlineSelection.FromMastersAsync(
    ///     provider.GetRequiredService&lt;MasterDownloader&gt;(), [Market.Kospi], record => record["kospi50"] == "Y", session.Date, cancellationToken));
    /// </code></example>
    public static IServiceCollection AddKlineLogging(
        this IServiceCollection services, Func<IServiceProvider, TradingSession, CancellationToken, Task<KlineSelection>>? select = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddHostedService(provider => new KlineLoggingService(
            () => select is null ? provider.GetRequiredService<HantooKlineLogger>() : Logger(provider, select),
            provider.GetService<IProgress<CatchUpReport>>(), provider.GetRequiredService<IHostApplicationLifetime>(),
            Log.Quiet(provider.GetService<ILogger<HantooKlineLogger>>())));
    }

    /// <summary>Adds a <see cref="KlineCompactor"/> for the logged bars, as a singleton.</summary>
    /// <param name="services">The services, including those of <see cref="AddRhetenorData(IServiceCollection,
    /// RhetenorDataOptions?)"/>.</param>
    /// <param name="configure">Changes the options. Venue, prefix and limits are the logger's by default; null for no
    /// change.</param>
    /// <example><code>services.AddRhetenorData(section).AddKlineCompaction(options => options.CompressionLevel = 9);</code></example>
    public static IServiceCollection AddKlineCompaction(this IServiceCollection services, Action<KlineCompactorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider =>
        {
            var options = new KlineCompactorOptions { Archive = ArchiveOptions(provider), Retry = Options(provider).Klines.Retry with { } };
            configure?.Invoke(options);
            return new KlineCompactor(
                provider.GetRequiredService<IObjectStore>(), options, Clock(provider), provider.GetService<ILogger<KlineCompactor>>());
        });
        return services;
    }
}
