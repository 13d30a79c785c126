using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Rhetenor.Data;

public static partial class RhetenorDataExtensions
{
    /// <summary>Uses several app keys: adds a <see cref="HantooFleet"/> as a singleton. It becomes the <see cref="IKlineSource"/>, its
    /// <see cref="HantooFleet.Client"/> the <see cref="HantooClient"/> of the other services, and a <see cref="HantooTickFeed"/> registers symbols with all keys.</summary>
    /// <remarks>All keys have the options <see cref="RhetenorDataOptions.Hantoo"/>. For keys with different paces, register a <see cref="HantooFleet"/>
    /// of your own instead.</remarks>
    /// <param name="services">The services, including those of <see cref="AddRhetenorData(IServiceCollection,
    /// RhetenorDataOptions?)"/>.</param>
    /// <param name="keys">Returns the credentials; null for those of the environment,
    /// <see cref="HantooCredentials.ListFromEnvironment"/>.</param>
    /// <example><code>services.AddRhetenorData(section).AddHantooFleet();</code></example>
    public static IServiceCollection AddHantooFleet(this IServiceCollection services, Func<IServiceProvider, IEnumerable<HantooCredentials>>? keys = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider => new HantooFleet(
            (keys?.Invoke(provider) ?? HantooCredentials.ListFromEnvironment()).Select(credentials => Client(provider, credentials)),
            Options(provider).Fleet, provider.GetService<ILogger<HantooFleet>>()));
        return services;
    }

    private static HantooClient Client(IServiceProvider provider, HantooCredentials credentials) => new(
        credentials, provider.GetRequiredService<IHttpTransport>(), provider.GetRequiredService<ITokenCache>(), Options(provider).Hantoo, Clock(provider),
        provider.GetService<ILogger<HantooClient>>());

    private static HantooTickFeed TickFeed(IServiceProvider provider)
    {
        var (symbols, transport, options, archive) = (Options(provider).Symbols, provider.GetService<IWebSocketTransport>(), Options(provider).Ticks, provider.GetService<TickArchive>());
        var logger = provider.GetService<ILogger<HantooTickFeed>>();
        return provider.GetService<HantooFleet>() is { } fleet
            ? new(fleet, symbols, transport, options, archive, logger)
            : new(provider.GetRequiredService<HantooClient>(), symbols, transport, options, archive, logger);
    }
}
