namespace DailyLogger;

/// <summary>Options by name: from the command line, else from <c>RHETENOR_*</c>.</summary>
internal sealed class Options
{
    public const string Usage = """
        DailyLogger --store <place> [options]: brings a store up to date with the latest session's 1-minute bars, and keeps logging.

          --store <place>      a folder, or s3://bucket
          --s3-endpoint <url>  an S3-compatible server; default: Amazon S3
          --symbols <list>     kospi50 (default), kospi, kosdaq, all, or short codes: 005930,000660
                               lists are shares and ETFs of today's masters
          --exchange <code>    J: Korea Exchange (default), NX: Nextrade, UN: both together
          --from <yyyy-MM-dd>  the first day; alone: until today
          --to <yyyy-MM-dd>    the last day; alone: that day
                               neither: the latest session
          --once               catch up and end; also with --from or --to. Otherwise it goes on logging live
          --plan               print calls, objects and the earliest finish, and end; needs no account for KIS
          --paper              the paper trading environment, which has the minutes of today only
          --kis-url <url>      another address of KIS; http on a loopback address, for a simulator
          --dws-url <url>      another address of DWS, likewise
          --help               this text

        The environment may say the same: RHETENOR_STORE, RHETENOR_S3_ENDPOINT, RHETENOR_PAPER=true, ...
        The KIS account is in KIS_APP_KEY and KIS_APP_SECRET; that of S3 where the AWS tools have it.
        Live, every session follows the one before until it is stopped.
        Exit code: 0 everything asked for is in the store, 1 it is not, 2 the arguments are wrong.
        Stopped by Ctrl-C or SIGTERM, it writes what it has; the next run goes on from there.
        """;

    private static readonly string[] Valued = ["store", "s3-endpoint", "kis-url", "dws-url", "exchange", "symbols", "from", "to"];
    private static readonly string[] Switches = ["paper", "once", "plan", "help"];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public static Options Read(string[] args, Func<string, string?> environment)
    {
        var options = new Options();
        foreach (var name in Valued.Concat(Switches))
        {
            if (environment($"RHETENOR_{name.Replace('-', '_').ToUpperInvariant()}") is { Length: > 0 } value)
                options._values[name] = value;
        }

        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i] == "-h" ? "help" : args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : "";
            if (Switches.Contains(name))
                options._values[name] = "true";
            else if (!Valued.Contains(name))
                throw new ArgumentException($"'{args[i]}' is not an option; --help lists them.");
            else if (++i == args.Length || args[i].StartsWith("--", StringComparison.Ordinal))
                throw new ArgumentException($"--{name} needs a value.");
            else
                options._values[name] = args[i];
        }

        return options;
    }

    public bool Has(string name) => _values.TryGetValue(name, out var value) && (value.ToUpperInvariant() switch
    {
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => throw new ArgumentException($"{name} is true or false, not '{value}'."),
    });

    public string? Value(string name) => _values.GetValueOrDefault(name);

    public T? Value<T>(string name, Func<string, T> parse)
    {
        try
        {
            return Value(name) is { } text ? parse(text) : default;
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"--{name}: {exception.Message}", exception);
        }
    }
}
