using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Rhetenor.Data;

/// <summary>Registers the library's services.</summary>
public static class RhetenorDataExtensions
{
    /// <summary>
    /// Adds <see cref="MasterDownloader"/>, <see cref="HantooClient"/>, <see cref="HantooKlineLogger"/> and, for what that logs,
    /// <see cref="KlineArchive"/> as singletons, and what they are made of: <see cref="IObjectStore"/>, <see cref="IHttpTransport"/>, <see cref="IMasterSource"/>, <see cref="IKlineSource"/>,
    /// <see cref="IMarketCalendar"/>, <see cref="ITokenCache"/>, <see cref="HantooCredentials"/> (of <c>KIS_APP_KEY</c> and
    /// <c>KIS_APP_SECRET</c>) and <see cref="TimeProvider"/>.
    /// </summary>
    /// <remarks>What is registered before stays: bring your own store, clock, credentials, or a transport over an
    /// <c>IHttpClientFactory</c>: <c>services.AddSingleton&lt;IHttpTransport&gt;(p => new HttpClientTransport(p.GetRequiredService&lt;IHttpClientFactory&gt;().CreateClient("kis")))</c>.
    /// Nothing is read or sent until a service is used.</remarks>
    /// <param name="services">The services.</param>
    /// <param name="options">Where and how; null for the defaults.</param>
    public static IServiceCollection AddRhetenorData(this IServiceCollection services, RhetenorDataOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        options ??= new();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IHttpTransport>(_ => new HttpClientTransport());
        services.TryAddSingleton(provider => Store(provider, options));
        services.TryAddSingleton(_ => HantooCredentials.FromEnvironment());
        services.TryAddSingleton<ITokenCache>(provider => options.TokenFolder is { } folder
            ? new FileTokenCache(folder, provider.GetService<ILogger<FileTokenCache>>())
            : new InMemoryTokenCache());
        services.TryAddSingleton<IMasterSource>(provider => new DwsMasterSource(
            provider.GetRequiredService<IHttpTransport>(), options.Dws, Clock(provider), provider.GetService<ILogger<DwsMasterSource>>()));
        services.TryAddSingleton(provider => new HantooClient(
            provider.GetRequiredService<HantooCredentials>(), provider.GetRequiredService<IHttpTransport>(), provider.GetRequiredService<ITokenCache>(),
            options.Hantoo, Clock(provider), provider.GetService<ILogger<HantooClient>>()));
        services.TryAddSingleton<IMarketCalendar>(provider => new HantooMarketCalendar(
            provider.GetRequiredService<HantooClient>(), provider.GetRequiredService<IObjectStore>(), timeProvider: Clock(provider),
            logger: provider.GetService<ILogger<HantooMarketCalendar>>()));
        services.TryAddSingleton<IKlineSource>(provider => new HantooKlineSource(provider.GetRequiredService<HantooClient>()));

        // Masters need no account, so their downloader must not ask for KIS's calendar.
        services.TryAddSingleton(provider => new MasterDownloader(
            provider.GetRequiredService<IObjectStore>(), provider.GetRequiredService<IMasterSource>(), KrxCalendar.Instance, options.Masters,
            Clock(provider), provider.GetService<ILogger<MasterDownloader>>()));
        services.TryAddSingleton(provider => new HantooKlineLogger(
            options.Symbols, provider.GetRequiredService<IObjectStore>(), provider.GetRequiredService<IKlineSource>(),
            provider.GetRequiredService<IMarketCalendar>(), options: options.Klines, timeProvider: Clock(provider),
            logger: provider.GetService<ILogger<HantooKlineLogger>>()));
        services.TryAddSingleton(provider => new KlineArchive(
            provider.GetRequiredService<IObjectStore>(),
            new() { Venue = options.Klines.Venue, Prefix = options.Klines.Prefix, MaxObjectBytes = options.Klines.MaxObjectBytes },
            provider.GetService<ILogger<KlineArchive>>()));
        return services;
    }

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static IObjectStore Store(IServiceProvider provider, RhetenorDataOptions options) => options switch
    {
        { Folder: { } folder, S3: null } => new DirectoryObjectStore(folder, timeProvider: Clock(provider), logger: provider.GetService<ILogger<DirectoryObjectStore>>()),
        { Folder: null, S3: { } s3 } => S3ObjectStore.Create(s3, timeProvider: Clock(provider), logger: provider.GetService<ILogger<S3ObjectStore>>()),
        _ => throw new InvalidOperationException($"Name either {nameof(RhetenorDataOptions.Folder)} or {nameof(RhetenorDataOptions.S3)}, or register an {nameof(IObjectStore)}."),
    };
}
