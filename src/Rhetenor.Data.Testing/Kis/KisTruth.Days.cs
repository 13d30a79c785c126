namespace Rhetenor.Data.Testing;

public sealed partial class KisTruth
{
    private const int LongestClosureDays = 60;

    /// <summary>Returns whether a Korean date is a session.</summary>
    public bool IsSession(DateOnly date) => Options.IsSession(date);

    /// <summary>Returns the last session before a Korean date.</summary>
    /// <exception cref="InvalidOperationException">There is none within 60 days.</exception>
    public DateOnly PreviousSession(DateOnly date)
    {
        for (var day = date.AddDays(-1); day >= date.AddDays(-LongestClosureDays); day = day.AddDays(-1))
        {
            if (IsSession(day))
                return day;
        }

        throw new InvalidOperationException($"No session within {LongestClosureDays} days before {date:O}: check {nameof(KisTruthOptions.IsSession)}.");
    }

    /// <summary>Returns whether a venue trades a symbol on a day.</summary>
    public bool IsListed(Venue venue, DateOnly date, string code) => Find(code) is { } symbol && IsListed(venue, symbol, date);

    /// <summary>Returns the closing price before a day, in won and not adjusted: that of the last day with trades, or else the symbol's
    /// level.</summary>
    /// <exception cref="KeyNotFoundException">The symbol does not exist.</exception>
    public long PreviousClose(DateOnly date, string code)
    {
        var symbol = _symbols[code];
        for (var (day, tries) = (PreviousSession(date), 0); tries < 30; day = PreviousSession(day), tries++)
        {
            if (KindOn(symbol, day) is KisSymbolKind.Liquid or KisSymbolKind.Thin)
                return CloseOn(symbol, day);
            if (symbol.Kind is KisSymbolKind.Idle or KisSymbolKind.Halted)
                break;
        }

        return Before(PreviousSession(date), code, PricePath.OnTick(symbol.Level));
    }

    internal KisSymbolKind KindOn(KisSymbol symbol, DateOnly date) => Options.KindOn(symbol.Code, date)
        ?? (EventsOf(symbol.Code).Any(one => one.Kind == CapitalEventKind.AuctionBase && PreviousSession(one.ExDate) == date) ? KisSymbolKind.Halted : symbol.Kind);

    /// <summary>Returns the labels of a venue's day for a symbol, ascending, including those of the closing call.</summary>
    internal int[] LabelsOf(Venue venue, KisSymbol symbol, DateOnly date) => venue == Venue.Unified
        ? [.. LabelsOf(Venue.Krx, symbol, date).Union(LabelsOf(Venue.Nextrade, symbol, date)).Order()]
        : [.. HoursOf(venue, symbol, date).SelectMany(period => Enumerable.Range(period.First, period.End - period.First))];

    /// <summary>Returns when a venue's day begins for a symbol; null when there is none.</summary>
    internal DateTimeOffset? OpeningOf(Venue venue, KisSymbol symbol, DateOnly date)
    {
        var first = HoursOf(venue == Venue.Krx || !symbol.OnNextrade ? Venue.Krx : Venue.Nextrade, symbol, date);
        return first.Count == 0 ? null : KoreaTime.At(date, first[0].From);
    }

    private IReadOnlyList<KisPeriod> HoursOf(Venue venue, KisSymbol symbol, DateOnly date)
    {
        if (venue == Venue.Nextrade && !symbol.OnNextrade)
            return [];
        var hours = Options.Hours(venue, date);
        return venue == Venue.Krx && !symbol.IsShare ? [.. hours.Where(period => period.Kind != KisPeriodKind.AfterMarket)] : hours;
    }

    private bool IsListed(Venue venue, KisSymbol symbol, DateOnly date) =>
        !(date < symbol.Listed) && !(date >= symbol.Delisted)
        && (venue == Venue.Krx || (symbol.OnNextrade && Options.Hours(Venue.Nextrade, date).Count > 0));

    private static Draw Root(int seed) => new Draw((ulong)(uint)seed).For("truth");

    private Draw DrawOf(string code) => Root(Options.Seed).For(code);

    private long CloseOn(KisSymbol symbol, DateOnly date) => Before(date, symbol.Code, PricePath.On(date, symbol.Level, DrawOf(symbol.Code).For("close")));
}
