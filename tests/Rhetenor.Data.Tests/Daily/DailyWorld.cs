using System.Text;

namespace Rhetenor.Data.Tests.Daily;

/// <summary>A market with listings, delistings and events, its daily chart, a store, and loggers between them.</summary>
internal sealed class DailyWorld
{
    private readonly DateOnly _from;

    public DailyWorld(IReadOnlyList<KisSymbol> listing, DateOnly from, DateOnly today, IReadOnlyList<CapitalEvent>? events = null, Func<string, DateOnly, KisSymbolKind?>? kindOn = null,
        KisTruth? truth = null, TimeOnly? time = null, bool mock = false, bool isLong = false)
    {
        (_from, Listing, Today) = (from, listing, today);
        Clock = VirtualClock.AtKorea(today, time ?? new TimeOnly(20, 30), new VirtualClockOptions { Horizon = TimeSpan.FromDays(20), SettleTime = TimeSpan.Zero });
        Truth = truth ?? new KisTruth(new() { Seed = 7, Listing = listing, Events = events ?? [], KeptDays = 0, KindOn = kindOn ?? (static (_, _) => null), Hours = isLong ? KisHours.On : Hours });
        Kis = new SimulatedKis(new() { Truth = Truth, Mock = mock }, Clock);
    }

    public VirtualClock Clock { get; }

    public IReadOnlyList<KisSymbol> Listing { get; }

    public DateOnly Today { get; }

    public KisTruth Truth { get; }

    public SimulatedKis Kis { get; }

    public RecordingStore Store { get; set; } = new();

    public IReadOnlyList<string> Symbols => [.. Listing.Select(symbol => symbol.Code)];

    public HantooClient Client(HantooEnvironment environment = HantooEnvironment.Production) => new(
        new HantooCredentials(Kis.Options.AppKey, Kis.Options.AppSecret), Kis, options: new HantooOptions { Environment = environment }, timeProvider: Clock);

    public HantooDailyLogger Logger(
        IEnumerable<string>? symbols = null, bool withMasters = true, DailyLoggerOptions? options = null, HantooEnvironment environment = HantooEnvironment.Production) => new(
        symbols ?? Symbols, Store, Client(environment), masters: withMasters ? [Master()] : [],
        options: (options ?? new()) with { From = options?.From is { Year: > 1990 } from ? from : _from }, timeProvider: Clock);

    public Task<T> RunAsync<T>(Func<Task<T>> work) => Clock.RunAsync(work);

    public Task<CatchUpReport> CatchUpAsync(HantooDailyLogger? logger = null) => RunAsync(() => (logger ?? Logger()).CatchUpAsync());

    public KlineArchive Archive(Venue venue = Venue.Krx) => new(Store, new() { Venue = venue });

    /// <summary>The truth of a symbol, as bars are loaded.</summary>
    public IEnumerable<(DateOnly Date, DailyTruth Bar)> Sessions(string symbol, DateOnly to, Venue venue = Venue.Krx) => DateRange.Days(_from, to)
        .Select(date => (date, Truth.FinalDay(venue, date, symbol))).Where(day => day.Item2 is not null).Select(day => (day.date, day.Item2!));

    /// <summary>Every session of the truth is stored with its numbers, and no other.</summary>
    public async Task AssertStoredAsync(DateOnly to, IEnumerable<string>? symbols = null, Venue venue = Venue.Krx)
    {
        var history = await Archive(venue).LoadDailyAsync(new(_from, to.AddDays(30)));
        foreach (var symbol in symbols ?? Symbols)
        {
            var expected = Sessions(symbol, to, venue).Select(day => (day.Date.ToDateTime(TimeOnly.MinValue), (decimal)day.Bar.Open, (decimal)day.Bar.High, (decimal)day.Bar.Low, (decimal)day.Bar.Close, day.Bar.Volume, (long?)day.Bar.Value));
            var stored = history.TryGetValue(symbol, out var series) ? series.Select(bar => (bar.Minute, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume, bar.AccValue)) : [];
            Assert.Equal(expected, stored);
        }
    }

    // Short days: years of them are generated.
    private static IReadOnlyList<KisPeriod> Hours(Venue venue, DateOnly date) => [.. KisHours.On(venue, date)
        .Select(period => period.Kind is KisPeriodKind.Regular or KisPeriodKind.AfterMarket ? period with { From = period.To.AddMinutes(-12) } : period)];

    public MasterFile Master()
    {
        var records = Listing.Select(symbol => $"\"{symbol.Code}\":{{\"standard_code\":\"KR7{symbol.Code}000\",\"korean_name\":\"{symbol.Name}\",\"market\":\"kospi\",\"listing_date\":\"{symbol.Listed ?? new DateOnly(1990, 1, 3):yyyyMMdd}\"}}");
        return MasterFile.FromJson(Encoding.UTF8.GetBytes($"{{{string.Join(',', records)}}}"), HantooMstSpec.Kospi);
    }
}
