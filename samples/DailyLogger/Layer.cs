namespace DailyLogger;

/// <summary>One source of options.</summary>
/// <remarks>A command line package would replace a few lines here and need as many declarations. File, environment and command line have the
/// same options; each refuses unknown ones, and messages name the source of a value.</remarks>
/// <param name="NameOf">Returns the name of an option in this source.</param>
/// <param name="Values">The options that the source sets.</param>
internal sealed record Layer(Func<string, string> NameOf, Dictionary<string, string?> Values)
{
    private const string EnvironmentPrefix = "RHETENOR_";

    /// <summary>Reads file, environment and command line, in rising precedence.</summary>
    /// <exception cref="ArgumentException">A source contains an unknown option.</exception>
    public static IReadOnlyList<Layer> Read(string[] args)
    {
        var line = OfCommandLine(args);
        var environment = OfEnvironment();
        var file = line.Values.GetValueOrDefault("config") ?? environment.Values.GetValueOrDefault("config");
        return [ConfigurationFile.Read(file), environment, line];
    }

    /// <summary>Refuses names that look like secrets. Secrets belong in the environment variables only.</summary>
    public static void RefuseSecret(string name, string where)
    {
        var letters = new string([.. name.Where(char.IsAsciiLetter)]).ToUpperInvariant();
        if (letters.Contains("APPKEY", StringComparison.Ordinal) || letters.Contains("SECRET", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"{where} names '{name}'. Secrets come from the environment variables KIS_APP_KEY and KIS_APP_SECRET only: remove it there; if others could read it, have a new key issued.");
        }
    }

    // Other programs use RHETENOR_ variables too, so an unknown one is not an error.
    private static Layer OfEnvironment()
    {
        static string NameOf(string name) => EnvironmentPrefix + name.Replace('-', '_').ToUpperInvariant();
        return new(NameOf, Options.All.Append("config")
            .Select(name => KeyValuePair.Create(name, Environment.GetEnvironmentVariable(NameOf(name))))
            .Where(pair => !string.IsNullOrEmpty(pair.Value))
            .ToDictionary());
    }

    private static Layer OfCommandLine(string[] args)
    {
        var values = new Dictionary<string, string?>();
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = args[i] == "-h" ? ("help", null) : Split(args[i]);
            if (Options.Switches.Append("help").Contains(name))
                value ??= "true";
            else if (!Options.All.Append("config").Contains(name))
                throw Unknown(args[i], name);
            else if (value is null && ++i < args.Length && !args[i].StartsWith("--", StringComparison.Ordinal))
                value = args[i];
            values[name] = value is { Length: > 0 } ? value : throw new ArgumentException($"--{name} needs a value.");
        }

        return new(name => $"--{name}", values);
    }

    private static (string Name, string? Value) Split(string arg)
    {
        if (!arg.StartsWith("--", StringComparison.Ordinal))
            return ("", null);
        var equals = arg.IndexOf('=');
        return equals < 0 ? (arg[2..], null) : (arg[2..equals], arg[(equals + 1)..]);
    }

    private static ArgumentException Unknown(string arg, string name)
    {
        RefuseSecret(name, "The command line");
        var shown = name.Length > 0 ? $"--{name}" : arg;
        return new($"'{shown}' is not an option; possible are {string.Join(", ", Options.All.Select(option => $"--{option}"))}, --config and --help.");
    }
}
