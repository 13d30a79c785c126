using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Rhetenor.Data;

namespace BindingTest;

/// <summary>Compares options with the configuration they were bound from. Every option must be written there, and not with its default.</summary>
internal sealed class Comparison
{
    public int Options { get; private set; }

    public List<string> Differences { get; } = [];

    public void Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IConfigurationSection written, T? bound, T? unset)
        where T : class
    {
        foreach (var property in typeof(T).GetProperties())
        {
            // Those are for calls, not for configurations.
            if (typeof(Delegate).IsAssignableFrom(property.PropertyType))
                continue;
            var section = written.GetSection(property.Name);
            if (!section.Exists())
                Differences.Add($"{section.Path} is not written");
            else if (bound is null)
                Differences.Add($"{section.Path} was not bound");
            else
                Add(section, property.GetValue(bound), unset is null ? null : property.GetValue(unset));
        }
    }

    private void Add(IConfigurationSection written, object? bound, object? unset)
    {
        switch (bound)
        {
            case RetryOptions retry:
                Add(written, retry, new());
                break;
            case WriterSlot slot:
                Add(written, slot, null);
                break;
            case WorkSharing sharing:
                Add(written, sharing, new());
                break;
            case KlineArchiveOptions archive:
                Add(written, archive, new());
                break;
            case S3ObjectStoreOptions s3:
                Add(written, s3, new());
                break;
            case MasterOptions masters:
                Add(written, masters, new());
                break;
            case DwsOptions dws:
                Add(written, dws, new());
                break;
            case HantooOptions hantoo:
                Add(written, hantoo, new());
                break;
            case HantooFleetOptions fleet:
                Add(written, fleet, new());
                break;
            case KlineLoggerOptions klines:
                Add(written, klines, new());
                break;
            case DailyLoggerOptions daily:
                Add(written, daily, new());
                break;
            case HantooTickOptions ticks:
                Add(written, ticks, new());
                break;
            default:
                Compare(written, bound, unset);
                break;
        }
    }

    private void Compare(IConfigurationSection written, object? bound, object? unset)
    {
        Options++;
        var expected = string.Join(',', written.GetChildren().Select(child => child.Value).Prepend(written.Value).Where(text => text is not null));
        if (Text(bound) != expected)
            Differences.Add($"{written.Path} is '{Text(bound)}'; written was '{expected}'");
        if (Text(unset) == expected)
            Differences.Add($"{written.Path} is written with its default, so that this shows nothing");
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        IEnumerable<string> list => string.Join(',', list),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
