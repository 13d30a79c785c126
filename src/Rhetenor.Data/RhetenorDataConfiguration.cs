using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace Rhetenor.Data;

/// <summary>The names that a configuration of <see cref="RhetenorDataOptions"/> may contain. Binders ignore unknown names, and the
/// generated binder has no setting to reject them.</summary>
internal sealed class RhetenorDataConfiguration
{
    private static readonly RhetenorDataConfiguration Value = new([]), List = new([]), Retry = Section<RetryOptions>();

    private static readonly RhetenorDataConfiguration All = Section<RhetenorDataOptions>(
        (nameof(RhetenorDataOptions.S3), Section<S3ObjectStoreOptions>((nameof(S3ObjectStoreOptions.Retry), Retry))),
        (nameof(RhetenorDataOptions.Symbols), List),
        (nameof(RhetenorDataOptions.Masters), Section<MasterOptions>((nameof(MasterOptions.Retry), Retry))),
        (nameof(RhetenorDataOptions.Dws), Section<DwsOptions>((nameof(DwsOptions.Retry), Retry))),
        (nameof(RhetenorDataOptions.Hantoo), Section<HantooOptions>((nameof(HantooOptions.Retry), Retry), (nameof(HantooOptions.RateLimitRetry), Retry))),
        (nameof(RhetenorDataOptions.Fleet), Section<HantooFleetOptions>()),
        (nameof(RhetenorDataOptions.Klines), Section<KlineLoggerOptions>(
            (nameof(KlineLoggerOptions.Retry), Retry), (nameof(KlineLoggerOptions.Slot), Section<WriterSlot>()),
            (nameof(KlineLoggerOptions.Sharing), Section<WorkSharing>()))),
        (nameof(RhetenorDataOptions.Daily), Section<DailyLoggerOptions>((nameof(DailyLoggerOptions.Retry), Retry))),
        (nameof(RhetenorDataOptions.Ticks), Section<HantooTickOptions>((nameof(HantooTickOptions.Retry), Retry))));

    private readonly Dictionary<string, RhetenorDataConfiguration> _names;

    private RhetenorDataConfiguration(Dictionary<string, RhetenorDataConfiguration> names) => _names = names;

    /// <summary>Binds a configuration that contains only options.</summary>
    /// <exception cref="InvalidOperationException">The section does not exist, a name is not an option, or a value cannot be
    /// converted. The message contains the path and the possible names.</exception>
    public static void Bind(IConfiguration configuration, RhetenorDataOptions options)
    {
        if (configuration is IConfigurationSection section && !section.Exists())
            throw new InvalidOperationException($"The configuration has no section '{section.Path}'.");
        if (All.Problems(configuration).ToList() is { Count: > 0 } problems)
            throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        configuration.Bind(options);
    }

    private IEnumerable<string> Problems(IConfiguration configuration)
    {
        var path = (configuration as IConfigurationSection)?.Path;
        var isBlank = string.IsNullOrEmpty((configuration as IConfigurationSection)?.Value);
        if (this == Value)
            return configuration.GetChildren().Any() ? [$"'{path}' must be a single value."] : [];
        if (this == List)
            return isBlank ? configuration.GetChildren().SelectMany(Value.Problems) : [$"'{path}' must be a list: '{path}:0', '{path}:1' and so on."];
        return isBlank
            ? configuration.GetChildren().SelectMany(child => _names.TryGetValue(child.Key, out var named)
                ? named.Problems(child)
                : [$"'{child.Path}' is not an option. Possible are {Possible}."])
            : [$"'{path}' must be a section with {Possible}."];
    }

    private string Possible => string.Join(", ", _names.Keys.Order(StringComparer.Ordinal));

    private static RhetenorDataConfiguration Section<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        params (string Name, RhetenorDataConfiguration Content)[] contents)
    {
        var names = typeof(T).GetProperties().ToDictionary(property => property.Name, _ => Value, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, content) in contents)
            names[name] = content;
        return new(names);
    }
}
