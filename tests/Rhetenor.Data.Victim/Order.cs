namespace Rhetenor.Data.Victim;

/// <summary>What a process is to do, as the arguments that start it.</summary>
/// <param name="Clock">The file of the <see cref="SharedClock"/>.</param>
/// <param name="Store">The folder of the store.</param>
/// <param name="Tokens">The folder of the token cache.</param>
/// <param name="Server">The simulator's address.</param>
/// <param name="Symbols">The symbols to log.</param>
public sealed record Order(string Clock, string Store, string Tokens, Uri Server, IReadOnlyList<string> Symbols)
{
    /// <summary>No master.</summary>
    public const string None = "-";

    /// <summary>Where to keep a master that is downloaded first; a hyphen for none.</summary>
    public string Masters { get; init; } = None;

    /// <summary>Symbols that make an object.</summary>
    public int SymbolsPerObject { get; init; } = 2;

    /// <summary>Symbols fetched at a time.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>Whether to go on logging live after the catch-up.</summary>
    public bool Live { get; init; }

    /// <summary>The app key of the simulator.</summary>
    public string Key { get; init; } = "PSsimulated0000000000000000000000000";

    /// <summary>The limit of calls in a second.</summary>
    public int CallsPerSecond { get; init; } = 1_000;

    /// <summary>The order as arguments.</summary>
    public IEnumerable<string> ToArguments() =>
    [
        Clock, Store, Tokens, Server.ToString(), string.Join(',', Symbols), Masters, $"{SymbolsPerObject}", $"{Workers}", Live ? "live" : "once", Key,
        $"{CallsPerSecond}",
    ];

    /// <summary>The order that arguments give.</summary>
    public static Order Parse(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return new(args[0], args[1], args[2], new Uri(args[3]), args[4].Split(','))
        {
            Masters = args[5],
            SymbolsPerObject = int.Parse(args[6], System.Globalization.CultureInfo.InvariantCulture),
            Workers = int.Parse(args[7], System.Globalization.CultureInfo.InvariantCulture),
            Live = args[8] == "live",
            Key = args[9],
            CallsPerSecond = int.Parse(args[10], System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}
