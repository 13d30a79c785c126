using System.Globalization;
using Rhetenor.Data;

namespace DailyLogger;

/// <summary>The settings of a run.</summary>
internal sealed record Settings
{
    private static readonly DateOnly EarliestDay = new(1990, 1, 1);

    public string Store { get; private init; } = "";

    public Uri? S3Endpoint { get; private init; }

    public bool S3Http { get; private init; }

    public Uri? KisUrl { get; private init; }

    public Uri? DwsUrl { get; private init; }

    public bool Paper { get; private init; }

    public Venue Venue { get; private init; }

    public string Symbols { get; private init; } = "";

    public DateOnly? From { get; private init; }

    public DateOnly? To { get; private init; }

    public bool Plan { get; private init; }

    public bool Verify { get; private init; }

    /// <summary>Whether daily bars are logged instead of minutes.</summary>
    public bool Daily { get; private init; }

    /// <summary>Whether daily bars of indexes are logged too.</summary>
    public bool Indexes { get; private init; }

    /// <summary>Whether corporate actions are downloaded too.</summary>
    public bool Actions { get; private init; }

    /// <summary>Whether only masters are kept.</summary>
    public bool Masters { get; private init; }

    /// <summary>Gets where to publish a dataset; null for nowhere.</summary>
    public string? Publish { get; private init; }

    /// <summary>Gets the name under which the symbols are shared with other processes; null for none.</summary>
    public string? Share { get; private init; }

    /// <summary>Gets whether logging continues live after the catch-up.</summary>
    public bool Live { get; private init; }

    /// <exception cref="ArgumentException">An option is invalid; the message names its source.</exception>
    public static Settings Read(Options options)
    {
        var (from, to) = (options.Value("from", Date), options.Value("to", Date));
        var today = KoreaTime.Today(TimeProvider.System);
        // The first date alone means until today, the last date alone that day.
        (from, to) = (from ?? to, to ?? (from is null ? null : today));
        if (from > to)
            throw new ArgumentException($"The first day, {Text(from)}, is after the last, {Text(to)}.");
        if (to > today)
            throw new ArgumentException($"The last day, {Text(to)}, has not come yet in Korea.");
        foreach (var name in (string[])["indexes", "actions"])
        {
            if (options.IsOnCommandLine(name) && options.Has(name) && !options.Has("daily"))
                throw new ArgumentException($"--{name} is for runs with --daily.");
        }

        if (options.Has("daily") && options.Has("actions") && options.Has("paper"))
            throw new ArgumentException("Paper trading has no corporate actions: leave --actions or --paper out.");
        if (options.Has("daily") && !options.Has("verify"))
            CheckDaily(options, from);
        return new Settings
        {
            Store = options.Value("store") ?? throw new ArgumentException("--store is needed: a folder, or s3://bucket."),
            S3Endpoint = options.Value("s3-endpoint", Address),
            S3Http = options.Has("s3-http"),
            KisUrl = options.Value("kis-url", Address),
            DwsUrl = options.Value("dws-url", text => Address(text.TrimEnd('/') + "/")),
            Paper = options.Has("paper"),
            Venue = options.Value("exchange", text => (Venue?)Venue.Parse(text)) ?? Venue.Krx,
            Symbols = options.Value("symbols", DailyLogger.Symbols.Check) ?? "kospi50",
            From = from,
            To = to,
            Plan = options.Has("plan"),
            Verify = options.Has("verify"),
            Daily = options.Has("daily"),
            Masters = options.Has("masters"),
            Indexes = options.Has("indexes"),
            Actions = options.Has("actions"),
            Publish = options.Value("publish"),
            Share = options.Value("share"),
            Live = !options.Has("once") && from is null && to is null,
        };
    }

    // What a run of daily bars would pass over must not look as if it were done.
    private static void CheckDaily(Options options, DateOnly? from)
    {
        if (options.Has("masters"))
            throw new ArgumentException("--daily and --masters are two runs: leave one out.");
        if (from < EarliestDay)
            throw new ArgumentException($"The first day, {Text(from)}, is before {Text(EarliestDay)}: KIS has no daily bars of it.");
        if (options.Value("to") is not null)
            throw new ArgumentException("--daily goes through the latest session: leave --to out.");
    }

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new FormatException($"'{text}' is not a date; yyyy-MM-dd is expected.");

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new FormatException($"'{text}' is not an http or https address.");

    private static string Text(DateOnly? date) => $"{date:yyyy-MM-dd}";
}
