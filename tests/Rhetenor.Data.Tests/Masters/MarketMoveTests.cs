using System.Globalization;
using static Rhetenor.Data.Tests.Masters.MasterEdits;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>An instrument that moves between markets is one, whichever masters around the move are stored, also over the end of a year and
/// by the index of a year.</summary>
public sealed class MarketMoveTests
{
    private const int InKosdaq = 5, InKospi = 7;
    private static readonly DateOnly[] Days = [new(2025, 12, 26), new(2025, 12, 29), new(2025, 12, 30), new(2026, 1, 2), new(2026, 1, 5), new(2026, 1, 6)];
    private static readonly byte[] Kospi = MstGenerator.Generate(HantooMstSpec.Kospi, 60, 4, Days[0]);
    private static readonly string Isin = Parsed(Usual)[InKosdaq].StandardCode;

    public static TheoryData<int, int, int> Cases
    {
        get
        {
            // The number of the day of the move, and those of a day whose master of the old and of the new market is not stored.
            var cases = new TheoryData<int, int, int>();
            foreach (var move in (int[])[2, 3, 4])
            {
                foreach (var old in (int[])[-1, move - 1, move])
                {
                    foreach (var now in (int[])[-1, move - 1, move])
                        cases.Add(move, old, now);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_move_is_one_change_of_one_instrument(int move, int oldMissing, int newMissing)
    {
        var store = await FillAsync(move, oldMissing, newMissing);
        var history = await LoadAsync(store, Days[0], Days[^1]);
        var changes = history.Changes().Where(change => change.StandardCode == Isin && change.Kind is (MasterChangeKind.Listed or MasterChangeKind.Delisted or MasterChangeKind.Moved)).ToList();
        var seen = newMissing == move ? Days[move + 1] : Days[move];
        var last = oldMissing == move - 1 ? Days[move - 2] : Days[move - 1];
        var moved = Assert.Single(changes);
        Assert.Equal((MasterChangeKind.Moved, Market.Kospi, "kosdaq", "kospi", seen, last), (moved.Kind, moved.Market, moved.Before, moved.After, moved.Date, moved.Since));
        var life = history.Find(Isin)!;
        Assert.Equal([(Days[0], last, Market.Kosdaq), (seen, Days[^1], Market.Kospi)], life.Periods.Select(period => (period.From, period.To, period.Market)));
        Assert.Null(life.GoneBy);
        Assert.Equal([MasterChangeKind.Moved], history.Between(Days[0], Days[^1]).Where(change => change.StandardCode == Isin && change.Field is "market" or "").Select(change => change.Kind));
    }

    [Fact]
    public async Task An_instrument_that_was_in_neither_market_was_delisted_and_listed()
    {
        var store = await FillAsync(move: 3, oldMissing: -1, newMissing: -1);
        await PutAsync(store, new(2025, 12, 31), Without(Usual, HantooMstSpec.Kosdaq, InKosdaq), HantooMstSpec.Kosdaq);
        await PutAsync(store, new(2025, 12, 31), Without(Kospi, HantooMstSpec.Kospi, InKospi), HantooMstSpec.Kospi);
        var changes = (await LoadAsync(store, Days[0], Days[^1])).Changes().Where(change => change.StandardCode == Isin && change.Field.Length == 0);
        Assert.Equal([(MasterChangeKind.Delisted, new(2025, 12, 31)), (MasterChangeKind.Listed, Days[3])], changes.Select(change => (change.Kind, change.Date!.Value)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_index_gives_the_moves_of_the_masters(int move, int oldMissing, int newMissing)
    {
        var store = await FillAsync(move, oldMissing, newMissing);
        (DateOnly From, DateOnly To)[] ranges = [.. from first in Days from last in Days where first <= last select (first, last)];
        var plain = new List<string>();
        foreach (var (from, to) in ranges)
            plain.Add(Text(await LoadAsync(store, from, to)));
        await new MasterDownloader(store).IndexHistoryAsync(2025);
        await new MasterDownloader(store).IndexHistoryAsync(2026);
        for (var i = 0; i < ranges.Length; i++)
            Assert.Equal(plain[i], Text(await LoadAsync(store, ranges[i].From, ranges[i].To)));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task A_split_on_the_day_of_a_move_is_proven_by_the_master_of_the_other_market(int move, bool isIndexed)
    {
        var store = await FillAsync(move, -1, -1);
        if (isIndexed)
            await new MasterDownloader(store).IndexHistoryAsync(2026);
        foreach (var from in Days[..(move + 1)])
        {
            var factor = Assert.Single(AdjustmentFactors.Of(await LoadAsync(store, from, Days[^1])), factor => factor.Change.StandardCode == Isin);
            Assert.Equal((Days[move], Market.Kospi, 0.1m, 0m), (factor.ExDate, factor.Change.Market, factor.Factor, factor.Change.Reset!.Error));
            Assert.Equal("The par value changed from 5,000 to 500 won.", factor.Change.Evidence[0]);
        }
    }

    private static async Task<MasterHistory> LoadAsync(RecordingStore store, DateOnly from, DateOnly to) => await new MasterDownloader(store).LoadHistoryAsync(from, to);

    private static string Text(MasterHistory history) => string.Join('\n',
        [
            .. history.Changes().Select(change => string.Create(CultureInfo.InvariantCulture, $"{change} {change.Market} {change.Since} {string.Join(';', change.Evidence)}")),
            .. history.Instruments.Select(life => $"{life} {life.NotBefore} {string.Join(';', life.Periods)}"),
            .. Market.All.Select(market => string.Join(' ', history.DaysHeld(market))),
        ]);

    // Masters of two markets. The instrument is split when it moves.
    private static async Task<RecordingStore> FillAsync(int move, int oldMissing, int newMissing)
    {
        var store = new RecordingStore();
        for (var day = 0; day < Days.Length; day++)
        {
            if (day != oldMissing)
                await PutAsync(store, Days[day], day < move ? With(Usual, HantooMstSpec.Kosdaq, InKosdaq, 54_400, 54_400, 20_000, 5_000) : Without(Usual, HantooMstSpec.Kosdaq, InKosdaq), HantooMstSpec.Kosdaq);
            if (day != newMissing)
                await PutAsync(store, Days[day], day < move ? Without(Kospi, HantooMstSpec.Kospi, InKospi) : With(Kospi, HantooMstSpec.Kospi, InKospi, 5_440, day == move ? 54_400 : 5_440, 200_000, 500), HantooMstSpec.Kospi);
        }

        return store;
    }

    private static Task<PutOutcome> PutAsync(RecordingStore store, DateOnly date, byte[] mst, HantooMstSpec spec) =>
        store.PutIfAbsentAsync(string.Create(CultureInfo.InvariantCulture, $"hantoo_master/{date:yyyyMMdd}_{spec.Market.ToKey()}.json"), Parsed(mst, spec).ToJson());

    private static byte[] Without(byte[] mst, HantooMstSpec spec, int record) => [.. mst[..(record * (spec.RecordWidth + 1))], .. mst[((record + 1) * (spec.RecordWidth + 1))..]];

    private static byte[] With(byte[] mst, HantooMstSpec spec, int record, long basePrice, long close, long shares, long par)
    {
        var mover = Parsed(Usual)[InKosdaq];
        foreach (var (field, text) in (IEnumerable<(string, string)>)
            [
                ("standard_code", Isin), ("short_code", mover.ShortCode), ("korean_name", mover.KoreanName), ("security_group", "ST"), ("par_value_change", "00"), ("capital_increase", "00"),
                ("ex_type", "00"), ("trading_halted", "N"), ("base_price", $"{basePrice:D9}"), ("listed_shares", $"{shares:D15}"), ("par_value", $"{par:D12}"), ("market_cap", $"{close * shares / 100_000:D9}"),
            ])
        {
            mst = Edit(mst, record, spec, Cp949.Encoding.GetBytes(text), field);
        }

        return mst;
    }
}
