using System.Globalization;
using System.Text;
using static Rhetenor.Data.Tests.Masters.MasterEdits;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>Stores of masters and bars of one share, written by hand.</summary>
internal sealed class FactorStores
{
    public static readonly DateOnly Wednesday = new(2026, 3, 4), Thursday = new(2026, 3, 5), Friday = new(2026, 3, 6), Saturday = new(2026, 3, 7), Monday = new(2026, 3, 9), Tuesday = new(2026, 3, 10), Late = new(2026, 3, 20);

    // Ten shares of 500 won for one of 5,000 won.
    public static readonly byte[] Plain = Master(54_400, 54_400, 20_000, 5_000), Split = Master(5_440, 54_400, 200_000, 500, "par_value_change", "01"), After = Master(5_440, 5_440, 200_000, 500);

    public RecordingStore Masters { get; } = new();

    public InMemoryObjectStore Bars { get; } = new();

    public VirtualClock Clock { get; } = VirtualClock.AtKorea(new DateOnly(2026, 3, 31), new TimeOnly(9, 0));

    public static string Symbol { get; } = Parsed(Usual)[0].ShortCode;

    public MasterDownloader Downloader => new(Masters, timeProvider: Clock);

    // A master whose first record has a base price, a previous close, thousands of shares and a par value.
    public static byte[] Master(long basePrice, long close, long shares, long par, params string[] fields) => Share(
        ["base_price", $"{basePrice:D9}", "listed_shares", $"{shares:D15}", "par_value", $"{par:D12}", "market_cap", $"{close * shares / 100_000:D9}", .. fields]);

    public async Task<FactorStores> PutAsync(params (DateOnly Date, byte[] Mst)[] masters)
    {
        foreach (var (date, mst) in masters)
            await Masters.PutIfAbsentAsync(Key(date), Parsed(mst).ToJson());
        return this;
    }

    public static string Key(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"hantoo_master/{date:yyyyMMdd}_kosdaq.json");

    public async Task<AdjustmentFactors> RecordAsync(DateOnly from, DateOnly to, KlineHistory? bars = null) =>
        await Downloader.RecordFactorsAsync(await Downloader.LoadHistoryAsync(from, to), bars);

    public async Task<AdjustmentFactors> FactorsAsync(DateOnly from, DateOnly to) => AdjustmentFactors.Of(await Downloader.LoadHistoryAsync(from, to));

    // Bars of 09:00 and 15:30, or of 15:30 alone.
    public Task PutBarsAsync(DateOnly date, DateOnly fetched, params decimal[] prices) => PutBarsAsync(Symbol, date, fetched, prices);

    public async Task PutBarsAsync(string symbol, DateOnly date, DateOnly fetched, params decimal[] prices)
    {
        var slices = prices.Select((price, i) => (Minute: date.ToDateTime(prices.Length > 1 && i == 0 ? new TimeOnly(9, 0) : new TimeOnly(15, 30)), price))
            .Select((bar, i) => new KlineSlice(bar.Minute, [new(symbol, new Kline(bar.Minute, bar.price, bar.price, bar.price, bar.price, 100, (i + 1) * 100))])).ToList();
        var key = new KlineKey("hantoo-stock-kline-1m", slices[0].Minute, slices[^1].Minute, Venue.Krx, fetched.ToDateTime(new TimeOnly(20, 30)));
        await Bars.PutIfAbsentAsync(key.ToString(), KlineCodec.Pack(slices));
    }

    public Task<KlineHistory> BarsAsync() => new KlineArchive(Bars).LoadAsync(new(new(2022, 1, 1), new(2026, 12, 31)));

    public async Task<(List<double> Closes, IReadOnlyList<string> Doubts)> AdjustAsync(AdjustmentFactors factors, DateOnly? asOf = null, Adjustment kind = Adjustment.Capital, string? symbol = null)
    {
        var series = (await BarsAsync()).Adjust(factors, asOf, kind)[symbol ?? Symbol];
        return ([.. series.Close], series.Adjustment!.Doubts);
    }

    public string Log() => string.Concat(Masters.Puts.Where(key => key.Contains("/factors/", StringComparison.Ordinal)).Select(key => Encoding.UTF8.GetString(Masters[key])));
}
