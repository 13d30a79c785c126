using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rhetenor.Data.Hantoo;

namespace Rhetenor.Data;

/// <summary>Registers the library's services.</summary>
public static partial class RhetenorDataExtensions
{
    private const string S3Switch = "Rhetenor.Data.S3";

    /// <summary>
    /// Adds <see cref="MasterDownloader"/>, <see cref="HantooClient"/>, <see cref="HantooKlineLogger"/>, <see cref="HantooDailyLogger"/>,
    /// <see cref="HantooIndexLogger"/>, <see cref="CorporateActionDownloader"/> and <see cref="KlineArchive"/> as singletons, together with the services they depend on: <see cref="IObjectStore"/>,
    /// <see cref="IHttpTransport"/>, <see cref="IMasterSource"/>, <see cref="IKlineSource"/>, <see cref="IMarketCalendar"/>,
    /// <see cref="ITokenCache"/>, <see cref="HantooCredentials"/> (from <c>KIS_APP_KEY</c> and <c>KIS_APP_SECRET</c>),
    /// <see cref="KlineSelection"/> (from <see cref="RhetenorDataOptions.Symbols"/>) and <see cref="TimeProvider"/>.
    /// </summary>
    /// <remarks>
    /// <para>Registration performs no I/O. The options are checked when the host starts, or else when a service is first
    /// used.</para>
    /// <para>Existing registrations are kept: register your own store, clock, calendar or credentials first, or a
    /// <see cref="HantooMstSpec"/> for a market whose columns have moved. Your own transport must not follow redirects, which would send
    /// the app secret to another host, and must not decompress:</para>
    /// <code>
    /// services.AddSingleton&lt;IHttpTransport&gt;(_ => new HttpClientTransport(new HttpClient(new SocketsHttpHandler
    /// {
    ///     AllowAutoRedirect = false,
    ///     AutomaticDecompression = DecompressionMethods.None,
    ///     UseCookies = false,
    ///     PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    ///     Proxy = new WebProxy("http://proxy:3128"),
    /// })
    /// { Timeout = Timeout.InfiniteTimeSpan }));
    /// </code>
    /// <para>A client of <c>IHttpClientFactory</c> has no advantage: a singleton would keep the client and its handler
    /// forever.</para>
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="options">The options, which are copied; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option's value is invalid. The message names the option and the value.</exception>
    /// <example><code>services.AddRhetenorData(new RhetenorDataOptions { Folder = "data", Symbols = ["005930"] });</code></example>
    public static IServiceCollection AddRhetenorData(this IServiceCollection services, RhetenorDataOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        options = (options ?? new()).Checked();
        return Add(services, options.CopyTo);
    }

    /// <summary>Adds the services with options that are configured when they are first needed.</summary>
    /// <inheritdoc cref="AddRhetenorData(IServiceCollection, RhetenorDataOptions?)" path="/remarks"/>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <example><code>services.AddRhetenorData(options => options.Folder = "data");</code></example>
    public static IServiceCollection AddRhetenorData(this IServiceCollection services, Action<RhetenorDataOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, configure);
    }

    /// <summary>Adds the services with options from a configuration. It also works in trimmed and native programs.</summary>
    /// <inheritdoc cref="AddRhetenorData(IServiceCollection, RhetenorDataOptions?)" path="/remarks"/>
    /// <param name="services">The services.</param>
    /// <param name="configuration">A section that contains only options. It is read when the options are first needed. A missing
    /// section or an unknown name then throws an <see cref="InvalidOperationException"/> that lists the possible names.</param>
    /// <example><code>
    /// // { "Rhetenor": { "Folder": "data", "TokenFolder": "tokens", "Symbols": ["005930"] } }
    /// services.AddRhetenorData(builder.Configuration.GetSection("Rhetenor"));
    /// </code></example>
    public static IServiceCollection AddRhetenorData(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(services, options => RhetenorDataConfiguration.Bind(configuration, options));
    }

    private static IServiceCollection Add(IServiceCollection services, Action<RhetenorDataOptions> configure)
    {
        services.AddOptionsWithValidateOnStart<RhetenorDataOptions>().Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RhetenorDataOptions>, RhetenorDataValidation>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IHttpTransport>(_ => new HttpClientTransport());
        services.TryAddSingleton(Store);
        services.TryAddSingleton(_ => HantooCredentials.FromEnvironment());
        services.TryAddSingleton<ITokenCache>(provider => Options(provider).TokenFolder is { } folder
            ? new FileTokenCache(folder, provider.GetService<ILogger<FileTokenCache>>())
            : new InMemoryTokenCache());
        services.TryAddSingleton<IMasterSource>(provider => new DwsMasterSource(
            provider.GetRequiredService<IHttpTransport>(), Options(provider).Dws, Clock(provider), provider.GetService<ILogger<DwsMasterSource>>()));
        services.TryAddSingleton(provider => provider.GetService<HantooFleet>()?.Client ?? Client(provider, provider.GetRequiredService<HantooCredentials>()));
        services.TryAddSingleton(TickFeed);
        services.TryAddSingleton<IMarketCalendar>(provider => new HantooMarketCalendar(
            provider.GetRequiredService<HantooClient>(), provider.GetRequiredService<IObjectStore>(), timeProvider: Clock(provider),
            logger: provider.GetService<ILogger<HantooMarketCalendar>>()));
        services.TryAddSingleton<IKlineSource>(provider => (IKlineSource?)provider.GetService<HantooFleet>() ?? provider.GetRequiredService<HantooClient>());

        // Masters need no account, so their downloader must not use KIS's calendar.
        services.TryAddSingleton(provider => new MasterDownloader(
            provider.GetRequiredService<IObjectStore>(), provider.GetRequiredService<IMasterSource>(), KrxCalendar.Instance,
            provider.GetServices<HantooMstSpec>(), Options(provider).Masters, Clock(provider), provider.GetService<ILogger<MasterDownloader>>()));
        services.TryAddSingleton(provider => new CorporateActionDownloader(
            provider.GetRequiredService<IObjectStore>(), provider.GetRequiredService<HantooClient>(), timeProvider: Clock(provider)));
        services.TryAddSingleton(provider => new KlineSelection(Options(provider).Symbols, []));
        services.TryAddSingleton(provider => Logger(provider, provider.GetRequiredService<KlineSelection>()));
        services.TryAddSingleton(provider => DailyLogger(provider, provider.GetRequiredService<KlineSelection>()));
        services.TryAddSingleton(provider => new HantooIndexLogger(
            provider.GetRequiredService<IObjectStore>(), provider.GetRequiredService<HantooClient>(), from: Options(provider).Daily.From, prefix: Options(provider).IndexPrefix,
            timeProvider: Clock(provider), logger: provider.GetService<ILogger<HantooIndexLogger>>()));
        services.TryAddSingleton(provider => new KlineArchive(
            provider.GetRequiredService<IObjectStore>(), ArchiveOptions(provider), provider.GetService<ILogger<KlineArchive>>()));
        return services;
    }

    // A trimmed or native program with a folder sets it to false, and the registration then does not keep the AWS SDK in it.
    [FeatureSwitchDefinition(S3Switch)]
    private static bool HasS3 => !AppContext.TryGetSwitch(S3Switch, out var isOn) || isOn;

    private static RhetenorDataOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<RhetenorDataOptions>>().Value;

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static HantooKlineLogger Logger(IServiceProvider provider, KlineSelection selection) => new(
        selection.Symbols, provider.GetRequiredService<IObjectStore>(), provider.GetRequiredService<IKlineSource>(),
        provider.GetRequiredService<IMarketCalendar>(), selection.Masters, Options(provider).Klines, Clock(provider),
        provider.GetService<ILogger<HantooKlineLogger>>());

    private static HantooKlineLogger Logger(IServiceProvider provider, Func<IServiceProvider, TradingSession, CancellationToken, Task<KlineSelection>> select) => new(
        async (session, cancellationToken) => await select(provider, session, cancellationToken).ConfigureAwait(false),
        provider.GetRequiredService<IObjectStore>(), provider.GetRequiredService<IKlineSource>(), provider.GetRequiredService<IMarketCalendar>(),
        Options(provider).Klines, Clock(provider), provider.GetService<ILogger<HantooKlineLogger>>());

    private static HantooDailyLogger DailyLogger(IServiceProvider provider, KlineSelection selection) => new(
        selection.Symbols, provider.GetRequiredService<IObjectStore>(), provider.GetRequiredService<HantooClient>(),
        provider.GetRequiredService<IMarketCalendar>(), selection.Masters, Options(provider).Daily, Clock(provider),
        provider.GetService<ILogger<HantooDailyLogger>>());

    private static KlineArchiveOptions ArchiveOptions(IServiceProvider provider)
    {
        var (klines, daily) = (Options(provider).Klines, Options(provider).Daily);
        return new() { Venue = klines.Venue, Prefix = klines.Prefix, DailyPrefix = daily.Prefix, IndexPrefix = Options(provider).IndexPrefix, MaxObjectBytes = Math.Max(klines.MaxObjectBytes, daily.MaxObjectBytes) };
    }

    private static IObjectStore Store(IServiceProvider provider) => Options(provider) switch
    {
        { Folder: { } folder, S3: null } => new DirectoryObjectStore(folder, timeProvider: Clock(provider), logger: provider.GetService<ILogger<DirectoryObjectStore>>()),
        { Folder: null, S3: { } s3 } => HasS3
            ? S3ObjectStore.Create(s3, timeProvider: Clock(provider), logger: provider.GetService<ILogger<S3ObjectStore>>())
            : throw new InvalidOperationException($"This program is built without S3 support: the switch {S3Switch} is false."),
        _ => throw new InvalidOperationException($"Name either {nameof(RhetenorDataOptions.Folder)} or {nameof(RhetenorDataOptions.S3)}, or register an {nameof(IObjectStore)}."),
    };
}
