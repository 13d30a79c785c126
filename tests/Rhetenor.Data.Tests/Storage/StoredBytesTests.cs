using System.Text;

namespace Rhetenor.Data.Tests.Storage;

/// <summary>What is stored, byte for byte: the expected text is written here and not computed.</summary>
public sealed class StoredBytesTests
{
    private const string Klines = """
        {"timestamp":"2026-01-26_09:00","fields":["open","high","low","close","volume","acc_vol","acc_value"],"data":{"0001A0":[9999.0625,10000,9999,10000,7,7,69995],"005930":[75000,75100,74900,75050,1000,1000,75012500]}}
        {"timestamp":"2026-01-26_09:01","fields":["open","high","low","close","volume","acc_vol","acc_value"],"data":{"005930":[75050,75050,75050,75050,3,1003,75237650]}}
        {"timestamp":"2026-01-26_15:30","fields":["open","high","low","close","volume","acc_vol","acc_value"],"data":{"0001A0":[10000,10000,10000,10000,1,8,79995],"005930":[308750.5,308750.5,308750.5,308750.5,123456789012,123456790015,38117433842912450]}}

        """;

    private const string SixFields = """
        {"timestamp":"2026-01-26_09:00","fields":["open","high","low","close","volume","acc_vol"],"data":{"0001A0":[9999.0625,10000,9999,10000,7,7],"005930":[75000,75100,74900,75050,1000,1000]}}
        {"timestamp":"2026-01-26_09:01","fields":["open","high","low","close","volume","acc_vol"],"data":{"005930":[75050,75050,75050,75050,3,1003]}}
        {"timestamp":"2026-01-26_15:30","fields":["open","high","low","close","volume","acc_vol"],"data":{"0001A0":[10000,10000,10000,10000,1,8],"005930":[308750.5,308750.5,308750.5,308750.5,123456789012,123456790015]}}

        """;

    // 245 bytes in cp949, in which the four letters of the name take two bytes each.
    private const string Record = "005930   KR7005930003삼성전자                                ST0000718000000100001NNN00NNN000000020Y0900000112304320000000001001975061100000000596978200000000077804668500012       0NN          -0000011500006567015487-3610000020260230004286303NYY";

    private const string Master = """
        {"005930":{"standard_code":"KR7005930003","korean_name":"삼성전자","market":"konex","security_group":"ST","base_price":"000071800","regular_lot_size":"00001","after_hours_lot_size":"00001","trading_halted":"N","liquidation_trading":"N","administrative_issue":"N","market_alert":"00","market_alert_notice":"N","unfaithful_disclosure":"N","backdoor_listing":"N","ex_type":"00","par_value_change":"00","capital_increase":"00","margin_rate":"020","credit_available":"Y","credit_days":"090","previous_volume":"000011230432","par_value":"000000000100","listing_date":"19750611","listed_shares":"000000005969782","capital":"000000000778046685000","fiscal_month":"12","ipo_price":"","preferred_stock_type":"0","short_sale_overheated":"N","abnormal_surge":"N","krx300":"","sales":"","operating_profit":"-00000115","ordinary_profit":"000065670","net_income":"15487","roe":"-36100000","financials_date":"20260230","market_cap":"004286303","credit_limit_exceeded":"N","collateral_loan_available":"Y","stock_loan_available":"Y"}}
        """;

    private static readonly DateOnly Date = new(2026, 1, 26);

    [Fact]
    public async Task Bars_are_stored_as_these_bytes_under_this_name()
    {
        var (store, clock) = (new RecordingStore(), VirtualClock.AtKorea(Date, new TimeOnly(18, 30)));
        var logger = new HantooKlineLogger(["005930", "0001A0"], store, new Rows(), timeProvider: clock);
        await clock.RunAsync(() => logger.CatchUpAsync(Date, Date));
        Assert.Equal(
            ["hantoo-stock-kline-1m/20260126090000_20260126153000_J_20260126183000.jsonl.zstd", "hantoo-stock-kline-1m/coverage/20260126_J_20260126183000.json.zstd"],
            store.Puts);
        Assert.Equal(Klines, Text(store[store.Puts[0]]));
    }

    [Theory]
    [InlineData(Klines, true)]
    [InlineData(SixFields, false)]
    public void Objects_with_and_without_acc_value_are_read_and_written_as_they_are(string text, bool accValue)
    {
        var table = KlineCodec.Decode(Encoding.UTF8.GetBytes(text));
        Assert.Equal(0, table.ProblemCount);
        Assert.Equal(text, Encoding.UTF8.GetString(KlineCodec.Encode(table, accValue)));
        Assert.Equal(text, Text(KlineCodec.Pack(table, accValue)));
        Assert.Equal(accValue ? 38_117_433_842_912_450 : null, table[2]["005930"].AccValue);
    }

    [Fact]
    public void A_master_is_stored_as_these_bytes_and_read_again()
    {
        var stored = MstParser.Parse([.. Cp949.Encoding.GetBytes(Record), (byte)'\n'], HantooMstSpec.Konex).ToJson();
        Assert.Equal(Master, Encoding.UTF8.GetString(stored));
        Assert.Equal(Master, Encoding.UTF8.GetString(MasterFile.FromJson(stored, HantooMstSpec.Konex).ToJson()));
    }

    private static string Text(byte[] body)
    {
        var text = new byte[1 << 16];
        using var reader = new Zstd.Reader(body, KlineLimits.Default);
        return Encoding.UTF8.GetString(text, 0, reader.Read(body, text));
    }

    private sealed class Rows : IKlineSource
    {
        public Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default)
        {
            var day = request.Session.Date;
            MinuteRow[] rows = request.Symbol == "005930"
                ? [new(At(9, 0), 75_000, 75_100, 74_900, 75_050, 1_000, 75_012_500), new(At(9, 1), 75_050, 75_050, 75_050, 75_050, 3, 75_237_650), new(At(15, 30), 308_750.5m, 308_750.5m, 308_750.5m, 308_750.5m, 123_456_789_012, 38_117_433_842_912_450)]
                : [new(At(9, 0), 9_999.0625m, 10_000, 9_999, 10_000, 7, 69_995), new(At(15, 30), 10_000, 10_000, 10_000, 10_000, 1, 79_995)];
            return Task.FromResult(new KlineFetch(rows, request.Until) { State = SymbolDayState.Complete });

            DateTime At(int hour, int minute) => day.ToDateTime(new TimeOnly(hour, minute));
        }
    }
}
