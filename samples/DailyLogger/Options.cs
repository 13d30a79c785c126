using Microsoft.Extensions.Configuration;

namespace DailyLogger;

/// <summary>Options by name, and the source of each.</summary>
internal sealed class Options(IConfiguration configuration, IReadOnlyList<Layer> layers)
{
    public const string Usage = """
        DailyLogger --store <place> [options]: brings a store up to date with the latest session's 1-minute bars, and keeps logging.

          --store <place>      a folder, or s3://bucket
          --s3-endpoint <url>  an S3-compatible server; default: Amazon S3
          --s3-http            allow an http server that is not on this host; what is sent can then be read on the way
          --symbols <list>     kospi50 (default), kospi, kosdaq, all, or short codes: 005930,000660
                               lists are shares and ETFs of today's masters
          --exchange <code>    J: Korea Exchange (default), NX: Nextrade, UN: both together
          --from <yyyy-MM-dd>  the first day; alone: until today
          --to <yyyy-MM-dd>    the last day; alone: that day
                               neither: the latest session
          --once               catch up and end; also with --from or --to. Otherwise it continues logging live
          --plan               print calls, objects and the earliest finish, and end; needs no account
          --publish <place>    after catching up, and after each session that is final, publish what is stored as a Parquet dataset:
                               a folder, or s3://bucket. Sessions before --from, or a year ago, are not looked at; if it fails,
                               that is printed, and logging continues. With --daily, daily bars are published
          --share <owner>      share the symbols with other processes and hosts that log the same ones to the same store, each with its own
                               <owner>, such as host-1: each symbol is requested by one of them; not for --daily
          --verify             read every object of the store, or of --from and --to, again and print a verdict; needs no account
          --daily              bring daily bars up to date from --from, or from the first that KIS has, and end; with --plan only print
                               the calls and the earliest finish, with --verify read what is stored again; not with --to or --masters
          --indexes            with --daily: daily bars of KOSPI, KOSDAQ, KOSPI 200 and KOSDAQ 150 too
          --actions            with --daily: the lists of corporate actions of KSD too; not with --paper, which does not have them
          --masters            keep today's masters of all markets and the files beside them, record adjustment factors, print what
                               changed, and end; needs no account
          --paper              the paper trading environment, which has the minutes of today only
          --kis-url <url>      another address of KIS; http on a loopback address, for a simulator
          --dws-url <url>      another folder with DWS's files, likewise: http://127.0.0.1:40124/common/master/
          --config <file>      a JSON file with options; default: dailylogger.json here, if there is one
          --help               this text

        The file contains options without dashes: { "store": "klines", "symbols": ["005930", "000660"], "once": true }.
        Environment variables: RHETENOR_STORE, RHETENOR_S3_ENDPOINT, RHETENOR_PAPER=true, ... They override the file, and the
        command line overrides both: --once=false.
        The KIS account is read from KIS_APP_KEY and KIS_APP_SECRET, not from the file; further app keys from KIS_APP_KEY_2 and
        KIS_APP_SECRET_2, and so on. S3 credentials are those of the AWS tools.
        Live logging continues with the next session until it is stopped.
        Exit code: 0 everything requested is in the store, and sound; 1 it is not; 2 the options are invalid.
        During a session that is everything so far; the summary says when it can be final.
        On Ctrl-C, SIGTERM or SIGHUP it writes what was fetched; the next run continues from there.
        """;

    /// <summary>The options that are true or false.</summary>
    public static IReadOnlyList<string> Switches { get; } = ["once", "plan", "verify", "daily", "indexes", "actions", "masters", "paper", "s3-http"];

    public static IReadOnlyList<string> All { get; } =
        ["store", "s3-endpoint", "symbols", "exchange", "from", "to", .. Switches, "publish", "share", "kis-url", "dws-url"];

    public string? Value(string name) => configuration[name];

    public T? Value<T>(string name, Func<string, T> parse)
    {
        try
        {
            return Value(name) is { } text ? parse(text) : default;
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"{Origin(name)}: {exception.Message}", exception);
        }
    }

    public bool Has(string name) => Value(name, text => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => throw new FormatException($"'{text}' is neither true nor false."),
    });

    /// <summary>Returns whether the command line sets an option, and not only the environment or the file, which serve other runs too.</summary>
    public bool IsOnCommandLine(string name) => layers is [.., var line] && line.Values.ContainsKey(name);

    private string Origin(string name) => layers.Last(layer => layer.Values.ContainsKey(name)).NameOf(name);
}
