using System.Globalization;
using System.Text;
using static Rhetenor.Data.Tests.Masters.MasterEdits;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>Recorded factors: appended, rescinded, never erased.</summary>
public sealed class FactorLogTests
{
    private static readonly DateOnly Before = new(2026, 3, 6), ExDate = new(2026, 3, 9), Next = new(2026, 3, 10);
    private readonly RecordingStore _store = new();
    private readonly VirtualClock _clock = VirtualClock.AtKorea(Next, new TimeOnly(9, 0));
    private readonly byte[] _plain = Share("listed_shares", $"{20_000:D15}", "par_value", $"{5_000:D12}", "base_price", $"{54_400:D9}", "market_cap", $"{10_880:D9}");

    [Fact]
    public async Task Factors_are_recorded_once_with_their_evidence()
    {
        await PutAsync(Before, _plain);
        await PutAsync(ExDate, Split(500, 5_440));
        var factors = await RecordAsync();
        var factor = Assert.Single(factors);
        Assert.Equal((0.1m, ExDate, ExDate, null), (factor.Factor, factor.ExDate, factor.Known, factor.Rescinded));
        var key = Assert.Single(_store.Puts, put => put.Contains("/factors/", StringComparison.Ordinal));
        Assert.Contains("\"evidence\":[\"The par value changed from 5,000 to 500 won.\"", Encoding.UTF8.GetString(_store[key]), StringComparison.Ordinal);
        await RecordAsync();
        Assert.Single(_store.Puts, put => put.Contains("/factors/", StringComparison.Ordinal));
        Assert.Equal($"{factor}", $"{Assert.Single(await new MasterDownloader(_store).LoadFactorsAsync())}");
    }

    [Fact]
    public async Task A_wrong_event_is_rescinded_and_can_still_be_seen_as_of_the_day_before()
    {
        await PutAsync(Before, _plain);
        await PutAsync(ExDate, Split(500, 5_440));
        await RecordAsync();

        // The masters of the days turn out to be others.
        _store.Overwrite(Key(ExDate), Parsed(Split(1_000, 10_880)).ToJson());
        _clock.Advance(TimeSpan.FromDays(2));
        var factors = await RecordAsync();
        Assert.Equal([0.1m, 0.2m], factors.Select(factor => factor.Factor).Order());
        var (wrong, right) = (factors.Single(factor => factor.Factor == 0.1m), factors.Single(factor => factor.Factor == 0.2m));
        Assert.Equal((Next.AddDays(2), true, false), (wrong.Rescinded!.Value, wrong.IsKnown(Next), wrong.IsKnown(Next.AddDays(2))));
        Assert.Equal((ExDate, Next.AddDays(2), true), (right.ExDate, right.Known, right.IsKnown(Next.AddDays(2))));
        Assert.Equal(2, _store.Puts.Count(put => put.Contains("/factors/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_history_without_the_days_of_an_event_rescinds_nothing()
    {
        await PutAsync(Before, _plain);
        await PutAsync(ExDate, Split(500, 5_440));
        await PutAsync(Next, Edit(Split(500, 5_440), 0, "par_value_change", "00"));
        await RecordAsync();
        var later = await new MasterDownloader(_store).LoadHistoryAsync(Next, Next);
        var factors = await new MasterDownloader(_store, timeProvider: _clock).RecordFactorsAsync(later);
        Assert.All(factors, factor => Assert.Null(factor.Rescinded));
    }

    [Fact]
    public async Task Damaged_records_are_refused()
    {
        await _store.PutIfAbsentAsync("hantoo_master/factors/20260310090000_00000000.jsonl", "{}"u8.ToArray());
        var refused = await Assert.ThrowsAsync<ObjectStoreException>(() => new MasterDownloader(_store).LoadFactorsAsync());
        Assert.Equal(ObjectStoreError.Corrupt, refused.Error);
    }

    [Fact]
    public async Task A_par_change_on_a_day_that_is_not_stored_is_found_by_par_value_and_shares()
    {
        await PutAsync(Before, _plain);
        var later = Edit(Edit(Split(500, 5_500), 0, "par_value_change", "00"), 0, "market_cap", $"{5_500L * 200_000 / 100_000:D9}");
        await PutAsync(Next, later);
        var factor = Assert.Single(await RecordAsync());
        Assert.Equal((0.1m, Before, Next), (factor.Factor, factor.Change.Since!.Value, factor.ExDate));
        Assert.Contains("not stored", factor.Change.Evidence[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3_600)]
    public async Task Recordings_are_read_in_their_order_also_of_one_second_and_when_a_clock_was_set_back(int seconds)
    {
        // Names end in checksums, which have no order.
        for (var price = 60_000; price < 60_010; price++)
        {
            var stores = await new FactorStores().PutAsync((FactorStores.Thursday, FactorStores.Plain), (FactorStores.Friday, FactorStores.Split));
            await stores.PutBarsAsync(FactorStores.Thursday, FactorStores.Thursday, price);
            var history = await stores.Downloader.LoadHistoryAsync(FactorStores.Thursday, FactorStores.Friday);
            Assert.Single(await stores.Downloader.RecordFactorsAsync(history));
            var later = new MasterDownloader(stores.Masters, timeProvider: VirtualClock.AtKorea(new DateOnly(2026, 3, 31), new TimeOnly(9, 0).Add(TimeSpan.FromSeconds(seconds))));
            var recorded = await later.RecordFactorsAsync(history, await stores.BarsAsync());
            var read = await stores.Downloader.LoadFactorsAsync();
            Assert.NotNull(Assert.Single(read).Rescinded);
            Assert.Equal((recorded.Count, recorded.Unproven.Count), (read.Count, read.Unproven.Count));
        }
    }

    private byte[] Split(int par, int basePrice) => Edit(Edit(Edit(Edit(Edit(_plain, 0, "base_price", $"{basePrice:D9}"), 0, "par_value", $"{par:D12}"),
        0, "listed_shares", $"{20_000 * 5_000 / par:D15}"), 0, "par_value_change", "01"), 0, "market_cap", $"{54_400L * 20_000 * 5_000 / par / 100_000:D9}");

    private Task<PutOutcome> PutAsync(DateOnly date, byte[] mst) => _store.PutIfAbsentAsync(Key(date), Parsed(mst).ToJson());

    private static string Key(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"hantoo_master/{date:yyyyMMdd}_kosdaq.json");

    private async Task<AdjustmentFactors> RecordAsync()
    {
        var masters = new MasterDownloader(_store, timeProvider: _clock);
        return await masters.RecordFactorsAsync(await masters.LoadHistoryAsync(new(2026, 1, 1), new(2026, 12, 31)));
    }
}
