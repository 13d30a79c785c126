using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace DailyLogger;

/// <summary>Reads the options of a JSON file; comments and trailing commas are allowed.</summary>
internal static class ConfigurationFile
{
    private const string DefaultPath = "dailylogger.json";

    /// <summary>Reads the file's options; none when no file is named and the default file does not exist.</summary>
    /// <exception cref="ArgumentException">The file cannot be read, or contains an unknown option.</exception>
    public static Layer Read(string? path)
    {
        var values = new Dictionary<string, string?>();
        if (path is not null || File.Exists(DefaultPath))
        {
            path ??= DefaultPath;
            var file = Parse(path);
            foreach (var (key, _) in file.AsEnumerable())
                Layer.RefuseSecret(key, path);
            foreach (var section in file.GetChildren())
            {
                if (Value(section, path) is { } value)
                    values[section.Key.ToLowerInvariant()] = value;
            }
        }

        return new(name => $"'{name}' in {path}", values);
    }

    private static IConfigurationRoot Parse(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"The configuration file cannot be read: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidDataException)
        {
            throw new ArgumentException($"{path} is not a JSON object of options: {exception.Message}", exception);
        }
    }

    private static string? Value(IConfigurationSection section, string path)
    {
        if (!Options.All.Contains(section.Key.ToLowerInvariant()))
            throw new ArgumentException($"{path} names '{section.Key}', which is not an option; possible are {string.Join(", ", Options.All)}.");
        var items = section.GetChildren().ToList();
        if (items.Count == 0)
            return section.Value is { Length: > 0 } value ? value : null;
        if (section.Key.Equals("symbols", StringComparison.OrdinalIgnoreCase) && items.TrueForAll(item => item.Value is not null))
            return string.Join(',', items.Select(item => item.Value));
        throw new ArgumentException($"'{section.Key}' in {path} is one value{(section.Key == "symbols" ? " or a list of short codes" : "")}.");
    }
}
