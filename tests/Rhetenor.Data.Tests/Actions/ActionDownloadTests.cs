using System.Security.Cryptography;
using System.Text;

namespace Rhetenor.Data.Tests.Actions;

/// <summary>The lists of the Korea Securities Depository: fetched by months, stored as they are, read back with the days on which rows were
/// known.</summary>
public sealed class ActionDownloadTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static readonly DateOnly[] Months = [new(2026, 3, 2), new(2026, 8, 31)];

    private static readonly CapitalEvent[] Events =
    [
        new("005930", new(2026, 3, 9), CapitalEventKind.Split, 0.2m), new("000660", new(2026, 4, 7), CapitalEventKind.Bonus, 0.5m), new("005930", new(2026, 5, 12), CapitalEventKind.Rights, 0.95m),
        new("000660", new(2026, 6, 3), CapitalEventKind.Reduction, 3), new("005930", new(2026, 7, 7), CapitalEventKind.AuctionBase, 1.6m), new("000660", new(2026, 8, 6), CapitalEventKind.Dividend, 1) { Dividend = 375 },
    ];

    private readonly RecordingStore _store = new();

    [Fact]
    public async Task The_lists_are_stored_as_sent_and_read_as_what_happened()
    {
        var (kis, clock) = Kis(Today);
        var actions = await clock.RunAsync(() => Downloader(kis, clock).DownloadAsync(Months[0], Months[1]));
        Assert.Equal(7 * 6, _store.Puts.Count);
        Assert.Contains("hantoo-ksd/202604_bonus-issue_20261120203000.jsonl.zstd", _store.Puts);
        Assert.Equal(
            ["ParValue 005930", "Bonus 000660", "Rights 005930", "Reduction 000660", "Merger 005930", "Dividend 000660"],
            actions.Where(action => action.Code != "ZZ9999" && action.Kind != CorporateActionKind.Listing).Select(action => $"{action.Kind} {action.Code}"));
        Assert.Equal(375, actions.Single(action => action is { Kind: CorporateActionKind.Dividend, Code: "000660" }).Dividend);
        Assert.Contains(actions, action => action.Code == "ZZ9999");
        Assert.Empty(actions.Problems);
        Assert.All(actions, action => Assert.Equal(Today, action.Known));
        Assert.True(actions.IsFetched(CorporateActionKind.Dividend, new(2026, 8, 31)) && !actions.IsFetched(CorporateActionKind.Dividend, new(2026, 9, 1)));

        // The store alone suffices to read them.
        var loaded = await new CorporateActionDownloader(_store).LoadAsync(Months[0], Months[1]);
        Assert.Equal(actions.Select(action => $"{action} {action.Source}"), loaded.Select(action => $"{action} {action.Source}"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new CorporateActionDownloader(_store).DownloadAsync(Months[0], Months[1]));
    }

    [Fact]
    public async Task All_pages_are_fetched_and_a_page_that_repeats_is_an_error()
    {
        var day = new DateOnly(2026, 3, 9);
        CapitalEvent[] many = [.. KisSymbols.Mix(53).Select(symbol => new CapitalEvent(symbol.Code, day, CapitalEventKind.Dividend, 1) { Dividend = 100 })];
        var (kis, clock) = Kis(Today, many, KisSymbols.Mix(53));
        var actions = await clock.RunAsync(() => Downloader(kis, clock).DownloadAsync(day, day));
        Assert.Equal((53, 3), (actions.Count(action => action.Dividend == 100), kis.CallsOf("HHKDB669102C0")));

        kis.Faults.OnPath("ksdinfo/dividend", KisFault.FirstRows(0), times: 3);
        var failure = await Assert.ThrowsAsync<HantooException>(() => clock.RunAsync(() => new CorporateActionDownloader(new InMemoryObjectStore(), Client(kis, clock)).DownloadAsync(day, day)));
        Assert.Equal((HantooError.UnexpectedReply, "HHKDB669102C0"), (failure.Error, failure.TrId));
    }

    [Fact]
    public async Task Paper_trading_has_no_lists_and_is_not_asked()
    {
        var (kis, clock) = Kis(Today);
        var client = new HantooClient(new(kis.Options.AppKey, kis.Options.AppSecret), kis, options: new() { Environment = HantooEnvironment.Paper }, timeProvider: clock);
        var failure = await Assert.ThrowsAsync<HantooException>(() => clock.RunAsync(() => new CorporateActionDownloader(_store, client).DownloadAsync(Months[0], Months[1])));
        Assert.Equal(HantooError.NotPermitted, failure.Error);
        Assert.DoesNotContain(kis.Calls, call => call.Path.Contains("ksdinfo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_that_changed_is_stored_again_and_rows_have_the_day_on_which_they_were_known()
    {
        // A dividend is listed without an amount, and decided in September.
        var early = new DateOnly(2026, 9, 1);
        var (kis, clock) = Kis(early);
        var first = await clock.RunAsync(() => Downloader(kis, clock).DownloadAsync(Months[1], Months[1]));
        Assert.Equal((0m, 7), (Dividend(first).Dividend, _store.Puts.Count));
        await clock.RunAsync(() => Downloader(kis, clock).DownloadAsync(Months[1], Months[1]));
        Assert.Equal(7, kis.Calls.Count(call => call.Path.Contains("ksdinfo", StringComparison.Ordinal)));

        clock.AdvanceTo(KoreaTime.At(Today, new TimeOnly(20, 30)));
        var later = await clock.RunAsync(() => Downloader(kis, clock).DownloadAsync(Months[1], Months[1]));
        Assert.Equal((375m, Today, 8), (Dividend(later).Dividend, Dividend(later).Known, _store.Puts.Count));
        Assert.Equal((0m, (DateOnly?)Today), later.Versions.Where(action => action.Withdrawn is not null).Select(action => (action.Dividend!.Value, action.Withdrawn)).Single());
        Assert.Equal(["375"], later.Where(action => action.Code == "000660").Select(action => action.Fields["per_sto_divi_amt"].TrimStart('0')));
    }

    [Fact]
    public async Task A_month_that_is_long_over_is_fetched_once()
    {
        var (kis, clock) = Kis(Today);
        var old = new DateOnly(2020, 3, 5);
        await clock.RunAsync(() => Downloader(kis, clock).DownloadAsync(old, old));
        clock.Advance(TimeSpan.FromDays(3));
        await clock.RunAsync(() => Downloader(kis, clock).DownloadAsync(old, old));
        Assert.Equal((7, 7), (_store.Puts.Count, kis.Calls.Count(call => call.Path.Contains("ksdinfo", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_named_with_its_object()
    {
        var (kis, clock) = Kis(Today);
        kis.Faults.Always(KisFault.RowField("record_date", "later"), request => request.Uri.AbsolutePath.EndsWith("dividend", StringComparison.Ordinal));
        var actions = await clock.RunAsync(() => Downloader(kis, clock).DownloadAsync(Months[1], Months[1]));
        Assert.DoesNotContain(actions, action => action.Kind == CorporateActionKind.Dividend);
        Assert.Equal(
            [("hantoo-ksd/202608_dividend_20261120203000.jsonl.zstd", "row 1, dividend '000660' SK하이닉스 later: 'record_date' has 'later', which is not a date."),
             ("hantoo-ksd/202608_dividend_20261120203000.jsonl.zstd", "row 1, dividend '000660' SK하이닉스 later: it has no date.")],
            actions.Problems.Select(problem => (problem.Key, problem.Message)));
    }

    [Fact]
    public async Task Equal_lists_give_the_golden_bytes_and_damaged_ones_are_refused()
    {
        var key = new ActionKey("hantoo-ksd", new(2023, 5, 1), CorporateActionKind.ParValue, new(2026, 11, 20, 20, 30, 0));
        var body = ActionText.Pack(key, 1, ["""{"record_date":"20230504","sht_cd":"007120"}""", "null"]);
        Assert.Equal(
            "{\"list\":\"rev-split\",\"from\":\"20230501\",\"to\":\"20230531\",\"retrieval\":\"20261120203000\",\"pages\":1,\"rows\":2}\n{\"record_date\":\"20230504\",\"sht_cd\":\"007120\"}\nnull\n",
            Encoding.UTF8.GetString(ZstdText.Unpack(body, 1 << 20, "test").Span));
        Assert.Equal("0cd7042b61b30125de12e872638e637ba902f68e86eb1ff32e6c99c174a94996", Convert.ToHexStringLower(SHA256.HashData(body)));
        Assert.Equal(["""{"record_date":"20230504","sht_cd":"007120"}""", "null"], ActionText.Unpack(key, body));
        Assert.True(ActionKey.TryParse(key.ToString(), "hantoo-ksd", out var parsed) && parsed == key);

        await _store.PutIfAbsentAsync((key with { Month = new(2023, 6, 1) }).ToString(), body);
        var failure = await Assert.ThrowsAsync<ObjectStoreException>(() => new CorporateActionDownloader(_store).LoadAsync(new(2023, 6, 1), new(2023, 6, 1)));
        Assert.Equal(ObjectStoreError.Corrupt, failure.Error);
    }

    private static CorporateAction Dividend(CorporateActions actions) => actions.Single(action => action is { Kind: CorporateActionKind.Dividend, Code: "000660" });

    [Fact]
    public async Task A_download_killed_before_or_after_any_write_is_continued_and_asks_for_no_stored_list_again()
    {
        var (whole, wholeClock) = Kis(Today);
        var expected = await wholeClock.RunAsync(() => Downloader(whole, wholeClock).DownloadAsync(Months[0], Months[1]));
        var lists = _store.Puts.Count;
        for (var kill = 1; kill <= lists; kill++)
        {
            foreach (var isWritten in new[] { false, true })
            {
                var (kis, clock) = Kis(Today);
                var store = new RecordingStore();
                store.BeforePut = _ => Die(store.Puts.Count == kill - 1 && !isWritten);
                store.AfterPut = _ => Die(store.Puts.Count == kill && isWritten);
                CorporateActionDownloader Process() => new(store, Client(kis, clock), timeProvider: clock);
                await Assert.ThrowsAsync<ObjectStoreException>(() => clock.RunAsync(() => Process().DownloadAsync(Months[0], Months[1])));
                (store.BeforePut, store.AfterPut) = (null, null);
                var actions = await clock.RunAsync(() => Process().DownloadAsync(Months[0], Months[1]));
                Assert.Equal(expected.Select(action => $"{action}"), actions.Select(action => $"{action}"));
                Assert.Equal(lists + (isWritten ? 0 : 1), kis.Calls.Count(call => call.Path.Contains("ksdinfo", StringComparison.Ordinal)));
            }
        }

        static void Die(bool isNow)
        {
            if (isNow)
                throw new ObjectStoreException(ObjectStoreError.AccessDenied, "", "killed");
        }
    }

    private static (SimulatedKis Kis, VirtualClock Clock) Kis(DateOnly today, CapitalEvent[]? events = null, IReadOnlyList<KisSymbol>? listing = null)
    {
        var clock = VirtualClock.AtKorea(today, new TimeOnly(20, 30), new VirtualClockOptions { SettleTime = TimeSpan.Zero });
        return (new SimulatedKis(new() { Truth = new(new() { Events = events ?? Events, Listing = listing ?? KisSymbols.Mix(2) }), RequestsPerSecond = 1_000 }, clock), clock);
    }

    private static HantooClient Client(SimulatedKis kis, TimeProvider clock) =>
        new(new(kis.Options.AppKey, kis.Options.AppSecret), kis, options: new() { RequestsPerSecond = 1_000 }, timeProvider: clock);

    private CorporateActionDownloader Downloader(SimulatedKis kis, TimeProvider clock) => new(_store, Client(kis, clock), timeProvider: clock);
}
