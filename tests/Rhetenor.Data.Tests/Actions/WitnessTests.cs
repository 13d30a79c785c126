using System.Text.Json;
using Rhetenor.Data.Tests.Masters;

namespace Rhetenor.Data.Tests.Actions;

/// <summary>Daily bars and lists of the Korea Securities Depository as witnesses of one event, without masters.</summary>
public sealed class WitnessTests
{
    private const string Symbol = "001390";
    private static readonly DateOnly From = new(2023, 8, 21), To = new(2023, 9, 1), Event = new(2023, 8, 28), Fetched = new(2023, 12, 1);

    private readonly Dictionary<DateOnly, DailyBar> _bars = Days().ToDictionary(day => day, _ => Bar(50_000, 50_000));

    [Fact]
    public async Task Bars_and_a_list_that_agree_prove_the_factor_of_the_par_values()
    {
        Split(base_: 10_010);
        var factors = await FactorsAsync(ParValue(Event));
        var compared = Assert.Single(factors.Compared);
        Assert.Equal("2023-08-28 001390 Split × 0.2: Agreed, daily bars, KSD", OddCulture.Run(compared.ToString));
        var factor = Assert.Single(factors);
        Assert.Equal((0.2m, Event, Event, true, 0m), (factor.Factor, factor.ExDate, factor.Known, factor.ScalesVolume, factor.Change.Reset!.Error));
        Assert.Equal(
            ["The daily bar of 2023-08-28 has the base price 10,010 after a close of 50,000, ex-code 0.",
             "KSD: 2023-08-23 001390 KG케미칼: ParValue from 5,000 to 1,000 won, in force on 2023-08-28 (hantoo-ksd/202308_rev-split_20231201203000.jsonl.zstd row 1)."],
            factor.Change.Evidence);

        // As of the day before, the event was not there.
        var bars = History();
        Assert.Equal(10_000, bars.Adjust(factors, To)[Symbol].Close[0]);
        Assert.Empty(bars.Adjust(factors, To)[Symbol].Adjustment!.Doubts);
        Assert.Equal(50_000, bars.Adjust(factors, Event.AddDays(-1))[Symbol].Close[0]);
    }

    [Fact]
    public async Task One_witness_proves_a_factor_only_with_its_own_reason()
    {
        Split(base_: 10_000);
        var factors = await FactorsAsync();
        Assert.Equal((EventAgreement.OneWitness, MasterChangeKind.UnexplainedReset), (Assert.Single(factors.Compared).Agreement, factors.Compared[0].Kind));
        Assert.Equal("One witness shows the event.", Assert.Single(factors.Unproven).Evidence[0]);
        Assert.Contains(History().Adjust(factors)[Symbol].Adjustment!.Doubts, doubt => doubt.StartsWith("2023-08-28: the base price was reset, and nothing proves a factor", StringComparison.Ordinal));

        _bars[Event] = _bars[Event] with { SplitRatio = 50_000 };
        factors = await FactorsAsync();
        Assert.Equal((EventAgreement.OneWitness, MasterChangeKind.Split, 0.2m), (factors.Compared[0].Agreement, Assert.Single(factors).Change.Kind, factors[0].Factor));
    }

    [Theory]
    [InlineData(50_000, 0)] // a ratio of the split
    [InlineData(0, 1)] // a code of rights
    public async Task Without_the_bar_of_the_session_before_a_base_price_gives_no_factor(int splitRatio, int exCode)
    {
        Split(base_: 10_000);
        _bars[Event] = _bars[Event] with { SplitRatio = splitRatio, ExCode = exCode };
        Assert.Equal(0.2m, Assert.Single(await FactorsAsync()).Factor);

        // The close of the day before it is not that before the event.
        _bars.Remove(new DateOnly(2023, 8, 25));
        var factors = await FactorsAsync();
        Assert.Empty(factors);
        Assert.Equal(["One witness shows the event.", $"The daily bar of 2023-08-28 has the base price 10,000 and the close of 2023-08-25 is not stored, ex-code {exCode}."], Assert.Single(factors.Unproven).Evidence);
        Assert.Null(Assert.Single(factors.Compared).Factor);
        Assert.Contains(History().Adjust(factors)[Symbol].Adjustment!.Doubts, doubt => doubt.StartsWith("2023-08-28: the base price was reset, and nothing proves a factor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_base_price_after_a_session_without_a_bar_is_no_event_and_no_proof_that_there_was_none()
    {
        _bars.Remove(new DateOnly(2023, 8, 25));
        foreach (var base_ in (long[])[50_000, 51_000])
        {
            _bars[Event] = Bar(base_, 50_000);
            var factors = await FactorsAsync();
            Assert.Empty(factors.Compared);
            Assert.Contains("2023-08-25 to 2023-08-28: no master was searched for events.", History().Adjust(factors)[Symbol].Adjustment!.Doubts);

            // What a list announces is neither contradicted nor proven by it.
            var announced = Assert.Single((await FactorsAsync(ParValue(Event))).Compared);
            Assert.Equal((EventAgreement.OneWitness, null), (announced.Agreement, announced.Contradiction));
        }
    }

    [Fact]
    public async Task A_list_proves_the_factor_of_a_marked_day_only_by_its_par_values()
    {
        Split(base_: 25_200);
        _bars[Event] = _bars[Event] with { ExCode = 1 };
        _bars.Remove(new DateOnly(2023, 8, 25));
        var bonus = await FactorsAsync((CorporateActionKind.Bonus, """{"record_date":"20230829","sht_cd":"A001390","fix_rate":"100.00","right_dt":"20230828"}"""));
        Assert.Equal((EventAgreement.Agreed, null), (Assert.Single(bonus.Compared).Agreement, bonus.Compared[0].Factor));
        Assert.Empty(bonus);
        Assert.Equal(0.2m, Assert.Single(await FactorsAsync(ParValue(Event))).Factor);
    }

    [Fact]
    public async Task Contradictions_are_named_and_prove_nothing()
    {
        // Bars without a reset; another day; another factor.
        Assert.Equal("KSD show a reset on 2023-08-28, daily bars have the close before as the base price.", await ContradictionAsync(ParValue(Event)));
        Split(base_: 10_000);
        Assert.Equal("daily bars date the event 2023-08-28, KSD 2023-08-30.", await ContradictionAsync(ParValue(Event.AddDays(2))));
        Assert.Equal("daily bars have × 0.1998 to 0.2002, KSD × 0.1.", await ContradictionAsync(ParValue(Event, "0500")));
        var factors = await FactorsAsync(ParValue(Event, "0500"));
        Assert.Empty(factors);
        Assert.Equal("Two witnesses disagree: daily bars have × 0.1998 to 0.2002, KSD × 0.1.", Assert.Single(factors.Unproven).Evidence[0]);
    }

    [Fact]
    public async Task Ratios_that_the_lists_round_agree_and_rights_at_the_market_price_reset_nothing()
    {
        var listed = Event.ToString("yyyy/MM/dd", System.Globalization.CultureInfo.InvariantCulture);
        Split(base_: 150_000);
        var reduction = await FactorsAsync((CorporateActionKind.Reduction, $$"""{"record_date":"20230807","sht_cd":"001390","reduce_cap_rate":" 0.33","list_dt":"{{listed}}"}"""));
        Assert.Equal((EventAgreement.Agreed, MasterChangeKind.Reduction, 3m), (reduction.Compared[0].Agreement, reduction[0].Change.Kind, reduction[0].Factor));

        // Treasury shares take no part in the issue.
        Split(base_: 25_200);
        var bonus = await FactorsAsync((CorporateActionKind.Bonus, $$"""{"record_date":"20230829","sht_cd":"A001390","fix_rate":"100.00","right_dt":"{{listed}}"}"""));
        Assert.Equal((EventAgreement.Agreed, 0.504m, true), (bonus.Compared[0].Agreement, bonus[0].Factor, bonus[0].ScalesVolume));

        Split(base_: 50_000, close: 50_000);
        var rights = await FactorsAsync((CorporateActionKind.Rights, """{"record_date":"20230829","sht_cd":"001390","fix_rate":"10.00","fix_price":"000000051000","right_dt":"20230828"}"""));
        Assert.Empty(rights.Compared);
        Assert.Empty(rights.Unproven);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rights_and_bonus_shares_of_one_day_leave_volumes_as_they_are_and_in_doubt(bool isBonusFirst)
    {
        Split(base_: 30_000);
        (CorporateActionKind, string)[] rows =
        [
            (CorporateActionKind.Rights, """{"record_date":"20230829","sht_cd":"001390","fix_rate":"50.00","fix_price":"000000030000","right_dt":"20230828"}"""),
            (CorporateActionKind.Bonus, """{"record_date":"20230829","sht_cd":"A001390","fix_rate":"40.00","right_dt":"20230828"}"""),
        ];
        if (isBonusFirst)
            Array.Reverse(rows);
        var factors = await FactorsAsync(rows);
        Assert.Equal((EventAgreement.Agreed, MasterChangeKind.Rights, 0.6m, false), (factors.Compared[0].Agreement, Assert.Single(factors).Change.Kind, factors[0].Factor, factors[0].ScalesVolume));
        var adjusted = History().Adjust(factors, To)[Symbol];
        Assert.Equal((30_000, 1_000), (adjusted.Close[0], adjusted.Volume[0]));
        Assert.Equal(["2023-08-28: rights and bonus shares were issued together, and volumes before are not adjusted for the bonus shares."], adjusted.Adjustment!.Doubts);

        // Masters show the rights alone.
        var stores = await new FactorStores().PutAsync((Event.AddDays(-3), Master(50_000, 50_000)), (Event, Master(30_000, 50_000, "ex_type", "01")));
        var withMasters = AdjustmentFactors.Of(await stores.Downloader.LoadHistoryAsync(From, To), History(), Lists(rows));
        Assert.Equal((EventAgreement.Agreed, MasterChangeKind.Rights, 0.6m), (withMasters.Compared[0].Agreement, Assert.Single(withMasters).Change.Kind, withMasters[0].Factor));
        Assert.Contains(adjusted.Adjustment.Doubts[0], History().Adjust(withMasters, To)[Symbol].Adjustment!.Doubts);

        static byte[] Master(long base_, long close, params string[] fields) => MasterEdits.Edit(FactorStores.Master(base_, close, 20_000, 500, fields), 0, "short_code", Symbol);
    }

    [Fact]
    public async Task A_dividend_has_its_amount_ex_date_and_close_as_evidence_and_is_known_from_the_day_of_its_list()
    {
        // The record date is a Thursday: who buys on Wednesday is registered on Friday.
        _bars[new(2023, 8, 30)] = Bar(50_000, 50_000) with { ExCode = 2 };
        var factors = await FactorsAsync(Dividend("20230831", "000000001000"));
        Assert.Equal("2023-08-30 001390 Dividend × 0.98: Agreed, KSD, daily bars", $"{Assert.Single(factors.Compared)}");
        var dividend = Assert.Single(factors.Dividends);
        Assert.Equal((0.98m, new DateOnly(2023, 8, 30), Fetched, false), (dividend.Factor, dividend.ExDate, dividend.Known, dividend.ScalesVolume));
        Assert.Equal(
            ["KSD: 1,000 won a share for the record date 2023-08-31 (hantoo-ksd/202308_dividend_20231201203000.jsonl.zstd row 1).", "The ex-date is 2023-08-30, and the close of 2023-08-29 is 50,000 won.", "The daily bar of 2023-08-30 is marked as ex-dividend."],
            dividend.Change.Evidence);
        Assert.Empty(factors);
        Assert.Equal("20230821,0.98,1,0\n20230829,0.98,1,50000\n20501231,1,1\n", LeanHistory.Factors(From, [LeanEvent.Of(dividend, null)]));

        var bars = History();
        var total = bars.Adjust(factors, adjustment: Adjustment.TotalReturn)[Symbol];
        Assert.Equal([49_000, 49_000, 49_000, 49_000, 49_000, 49_000, 49_000, 50_000, 50_000, 50_000], total.Close.ToArray());
        Assert.Equal(bars[Symbol].Volume, total.Volume);
        Assert.Equal("total return as of 2023-12-01, 2 doubts", $"{total.Adjustment}");
        Assert.Equal("2023-09: no list of dividends was searched.", total.Adjustment!.Doubts[0]);
        Assert.Equal(bars[Symbol].Close, bars.Adjust(factors)[Symbol].Close);

        var early = bars.Adjust(factors, Fetched.AddDays(-1), Adjustment.TotalReturn)[Symbol];
        Assert.Equal(50_000, early.Close[0]);
        Assert.Contains("2023-08-30: the dividend is known from 2023-12-01 on only.", early.Adjustment!.Doubts);
    }

    [Theory]
    [InlineData("20230831", "000000000000", "The list has no amount.")]
    [InlineData("20230831", "000000050000", "The dividend is not less than the close.")]
    [InlineData("20230829", "000000001000", "Two witnesses disagree: KSD dates the dividend 2023-08-28, daily bars 2023-08-30.")]
    public async Task A_dividend_without_evidence_has_no_factor(string record, string amount, string reason)
    {
        _bars[new(2023, 8, 30)] = Bar(50_000, 50_000) with { ExCode = 2 };
        var factors = await FactorsAsync(Dividend(record, amount));
        Assert.Empty(factors.Dividends);
        Assert.Equal(reason, Assert.Single(factors.UnprovenDividends).Evidence[0]);
        Assert.Contains(History().Adjust(factors, adjustment: Adjustment.TotalReturn)[Symbol].Adjustment!.Doubts, doubt => doubt.Contains($"a dividend has no factor ({reason})", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dividend_needs_the_close_of_the_session_before_and_one_amount()
    {
        _bars.Remove(new DateOnly(2023, 8, 29));
        _bars[new(2023, 8, 30)] = Bar(50_000, 50_000);
        Assert.Equal(["The close of 2023-08-29 is not stored."], (await FactorsAsync(withOther: true, Dividend("20230831", "000000001000"))).UnprovenDividends.Select(change => change.Evidence[0]));
        _bars[new(2023, 8, 29)] = Bar(50_000, 50_000);
        var two = await FactorsAsync(Dividend("20230831", "000000001000"), Dividend("20230831", "000000002000"));
        Assert.Equal(["The list has several amounts of one dividend.", "The list has several amounts of one dividend."], two.UnprovenDividends.Select(change => change.Evidence[0]));
    }

    [Fact]
    public async Task An_instrument_that_is_not_listed_is_not_compared_and_a_marked_day_without_a_list_is()
    {
        _bars[Event] = Bar(50_000, 50_000) with { ExCode = 5 };
        var factors = await FactorsAsync((CorporateActionKind.ParValue, """{"record_date":"20230823","sht_cd":"ZZ9999","inter_bf_face_amt":"5000","inter_af_face_amt":"1000","list_dt":"20230828"}"""));
        Assert.Equal("2023-08-28 001390 Dividend: OneWitness, daily bars", $"{Assert.Single(factors.Compared)}");
    }

    [Fact]
    public async Task An_amount_that_was_corrected_is_as_of_any_day_what_was_known()
    {
        _bars[new(2023, 8, 30)] = Bar(50_000, 50_000) with { ExCode = 2 };
        var (first, second) = (new DateTime(2023, 10, 2, 20, 30, 0), new DateTime(2023, 11, 1, 20, 30, 0));
        var actions = ActionVersions.Of([(Key(CorporateActionKind.Dividend, first), [Dividend("20230831", "000000001000").Row]), (Key(CorporateActionKind.Dividend, second), [Dividend("20230831", "000000002500").Row])]);
        var factors = AdjustmentFactors.Of(await EmptyAsync(), History(), actions);
        Assert.Equal([(0.98m, (DateOnly?)new DateOnly(2023, 11, 1)), (0.95m, null)], factors.Dividends.Select(one => (one.Factor, one.Rescinded)));
        Assert.Equal([49_000, 47_500], new[] { new DateOnly(2023, 10, 31), new(2023, 11, 1) }.Select(day => History().Adjust(factors, day, Adjustment.TotalReturn)[Symbol].Close[0]));
    }

    [Fact]
    public async Task Only_daily_bars_as_stored_are_compared()
    {
        var (actions, masters) = (ActionVersions.Of([]), await EmptyAsync());
        var adjusted = History().Adjust(await FactorsAsync());
        Assert.Throws<ArgumentException>(() => AdjustmentFactors.Of(masters, adjusted, actions));
        Assert.Throws<ArgumentException>(() => AdjustmentFactors.Of(masters, History().Resample(KlineResampling.Daily with { Phases = TradingPhase.All }), actions));
        Assert.Empty(AdjustmentFactors.Of(masters, History().AsTraded(await FactorsAsync()), actions));
    }

    [Fact]
    public async Task Lean_takes_stored_daily_bars_without_days_without_trades()
    {
        _bars[new(2023, 8, 22)] = Bar(50_000, 50_000) with { Volume = 0 };
        var files = new Dictionary<string, MemoryStream>();
        Assert.Equal(1, await new LeanExporter(path => files[path] = new MemoryStream()).WriteDaysAsync(History()));
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(files[$"equity/krx/daily/{Symbol}.zip"].ToArray()));
        using var rows = new StreamReader(Assert.Single(zip.Entries).Open());
        var text = await rows.ReadToEndAsync();
        Assert.StartsWith("20230821 00:00,500000000,500000000,500000000,500000000,1000\n20230823 00:00,", text, StringComparison.Ordinal);
        Assert.Equal(9, text.Count(character => character == '\n'));
    }

    private static IEnumerable<DateOnly> Days() => DateRange.Days(From, To).Where(Sessions.Contains);

    private static DailyBar Bar(long base_, long close) => new(close * 10_000, close * 10_000, close * 10_000, close * 10_000, 1_000, 1_000 * close, base_ * 10_000);

    // From the event on, the close is the base price.
    private void Split(long base_, long? close = null)
    {
        foreach (var day in Days().Where(day => day >= Event))
            _bars[day] = Bar(day == Event ? base_ : close ?? base_, close ?? base_);
    }

    private static (CorporateActionKind Kind, string Row) ParValue(DateOnly listed, string after = "1000") => (CorporateActionKind.ParValue,
        $$"""{"record_date":"20230823","sht_cd":"001390","isin_name":"KG케미칼","inter_bf_face_amt":"5000","inter_af_face_amt":"{{after}}","td_stop_dt":"08/22~08/27","list_dt":"{{listed.ToDigits()}}"}""");

    private static (CorporateActionKind Kind, string Row) Dividend(string record, string amount) =>
        (CorporateActionKind.Dividend, JsonSerializer.Serialize(new Dictionary<string, string> { ["record_date"] = record, ["sht_cd"] = Symbol, ["isin_name"] = "KG", ["divi_kind"] = "1", ["per_sto_divi_amt"] = amount }));

    private async Task<string?> ContradictionAsync((CorporateActionKind, string) row) => Assert.Single((await FactorsAsync(row)).Compared, one => one.Agreement == EventAgreement.Contradicted).Contradiction;

    private Task<AdjustmentFactors> FactorsAsync(params (CorporateActionKind Kind, string Row)[] rows) => FactorsAsync(withOther: false, rows);

    private async Task<AdjustmentFactors> FactorsAsync(bool withOther, params (CorporateActionKind Kind, string Row)[] rows) => AdjustmentFactors.Of(
        await EmptyAsync(), History(withOther), Lists(rows));

    private static CorporateActions Lists((CorporateActionKind Kind, string Row)[] rows) =>
        ActionVersions.Of([.. rows.GroupBy(row => row.Kind).Select(list => (Key(list.Key, Fetched.ToDateTime(new TimeOnly(20, 30))), (IReadOnlyList<string>)[.. list.Select(row => row.Row)]))]);

    private static ActionKey Key(CorporateActionKind kind, DateTime retrieval) => new("hantoo-ksd", new(2023, 8, 1), kind, retrieval);

    private static Task<MasterHistory> EmptyAsync() => new MasterDownloader(new InMemoryObjectStore()).LoadHistoryAsync(From, To);

    private KlineHistory History(bool withOther = false)
    {
        var year = new DailyYear(From.Year);
        year.Begin(new DailyKey("days", From, To, Venue.Krx, Fetched.ToDateTime(new TimeOnly(20, 30))));
        foreach (var (day, bar) in _bars)
            year.Add(day, default, year.Symbols.GetOrAdd(Symbol), bar);
        foreach (var day in withOther ? Days() : [])
            year.Add(day, default, year.Symbols.GetOrAdd("005930"), Bar(70_000, 70_000));
        var builder = new DailyHistoryBuilder(Venue.Krx);
        builder.Add(year, From, To);
        return builder.Build(null);
    }
}
