namespace QuickStart;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments(string Store, string? DwsFolder, bool Live, bool Help)
{
    public const string Usage = """
        QuickStart [--store <folder>] [--dws-folder <folder> | --live]

          --store <folder>       where masters are kept; default: rhetenor-store here
          --dws-folder <folder>  serve real master files (kospi_code.mst.zip, 20260403_kospi_code.mst.zip, ….mst) from a
                                 folder, as DWS would have on the day each was written
          --live                 download from DWS itself
          (neither)              a simulated DWS inside this process, with generated masters of today

        Without --live it also catches up a session's minutes from a simulated KIS, and draws chart.html in the store's folder.
        """;

    public static Arguments Parse(string[] args)
    {
        var parsed = new Arguments("rhetenor-store", null, Live: false, Help: false);
        for (var i = 0; i < args.Length; i++)
        {
            parsed = args[i] switch
            {
                "--store" => parsed with { Store = Value(args, ref i) },
                "--dws-folder" => parsed with { DwsFolder = Value(args, ref i) },
                "--live" => parsed with { Live = true },
                "-h" or "--help" => parsed with { Help = true },
                _ => throw new ArgumentException($"'{args[i]}' is not an option.\n\n{Usage}"),
            };
        }

        if (parsed.DwsFolder is { } folder && !Directory.Exists(folder))
            throw new ArgumentException($"'{folder}' is not a folder.");
        return parsed.DwsFolder is not null && parsed.Live
            ? throw new ArgumentException("--dws-folder and --live exclude each other.")
            : parsed;
    }

    private static string Value(string[] args, ref int i) =>
        ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value.\n\n{Usage}");
}
