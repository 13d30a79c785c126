using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rhetenor.Data;

namespace DailyLogger;

/// <summary>Registers the library's services according to the settings.</summary>
internal static class Services
{
    private const string S3 = "s3://";

    // The library has half a minute to write objects when it stops.
    public static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddDailyLogger(this IServiceCollection services, Settings settings)
    {
        if (settings.Plan || settings.Verify || settings.Masters)
        {
            // These modes do not call KIS, so they need no account.
            services.AddSingleton<IMarketCalendar>(KrxCalendar.Instance);
        }

        var bucket = Bucket(settings.Store);
        _ = settings.Publish is { } place ? Bucket(place) : null;
        var dws = new DwsOptions();
        return services
            .AddSingleton<ITokenCache>(provider => new FileTokenCache(provider.GetService<ILogger<FileTokenCache>>()))
            .AddRhetenorData(new RhetenorDataOptions
            {
                Folder = bucket is null ? settings.Store : null,
                S3 = bucket is null ? null : S3Options(settings, bucket),
                Dws = settings.DwsUrl is { } address ? dws with { BaseAddress = address, AllowLoopbackHttp = true } : dws,
                Klines = new KlineLoggerOptions { Sharing = settings.Share is { } owner ? new WorkSharing { Owner = owner } : null },
                Hantoo = new HantooOptions
                {
                    Environment = settings.Paper ? HantooEnvironment.Paper : HantooEnvironment.Production,
                    BaseAddress = settings.KisUrl,
                    AllowLoopbackHttp = settings.KisUrl is not null,
                },
            })
            .AddHantooFleet(_ => Keys(settings))
            .AddSingleton(settings)
            .AddSingleton<Publisher>()
            .AddSingleton<Symbols>()
            .AddSingleton<Worker>()
            .AddHostedService(provider => provider.GetRequiredService<Worker>());
    }

    /// <summary>Creates the store of a place: a folder, or s3://bucket.</summary>
    public static IObjectStore Open(Settings settings, string place) =>
        Bucket(place) is { } bucket ? S3ObjectStore.Create(S3Options(settings, bucket)) : new DirectoryObjectStore(place);

    // A plan counts the keys that there are.
    private static IReadOnlyList<HantooCredentials> Keys(Settings settings) =>
        (settings.Plan || settings.Verify || settings.Masters) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KIS_APP_KEY"))
            ? [new("none", "none")]
            : HantooCredentials.ListFromEnvironment();

    private static S3ObjectStoreOptions S3Options(Settings settings, string bucket) =>
        new() { Bucket = bucket, Endpoint = settings.S3Endpoint, AllowUnencryptedHttp = settings.S3Http };

    private static string? Bucket(string store)
    {
        if (!store.StartsWith(S3, StringComparison.OrdinalIgnoreCase))
            return null;
        var bucket = store[S3.Length..].TrimEnd('/');
        return bucket.Length > 0 && !bucket.Contains('/')
            ? bucket
            : throw new ArgumentException($"The store '{store}' is not a bucket; s3://bucket is expected.");
    }
}
