using System.Net;
using System.Text;
using Rhetenor.Data.Tests.Klines;
using Rhetenor.Data.Tests.Ticks;
using Rhetenor.Data.Ticks;

namespace Rhetenor.Data.Tests.Fuzz;

/// <summary>Something that reads bytes of others: what it is usually given, and how it says that it will not have them.</summary>
internal sealed record Decoder(string Name, byte[] Sample, Action<byte[]> Read, params Type[] Refusals)
{
    private static readonly DateTimeOffset Now = KoreaTime.At(Bars.Date, new TimeOnly(16, 0));

    private const string Holidays =
        """{"ctx_area_nk":"20261216","ctx_area_fk":"20261116","output":[{"bass_dt":"20261116","wday_dvsn_cd":"02","bzdy_yn":"Y","tr_day_yn":"Y","opnd_yn":"Y","sttl_day_yn":"Y"},{"bass_dt":"20261117","bzdy_yn":"Y","tr_day_yn":"Y","opnd_yn":"N","sttl_day_yn":"Y"}],"rt_cd":"0","msg_cd":"KIOK0500","msg1":"조회가 계속됩니다"}""";

    private const string Token =
        """{"access_token":"canarytoken","access_token_token_expired":"2026-11-17 10:00:00","token_type":"Bearer","expires_in":86400}""";

    public static IReadOnlyList<Decoder> All { get; } =
    [
        .. Market.All.Select(market => new Decoder($"mst {market}", Samples.Mst(market, records: 8), bytes => MstParser.Parse(bytes, HantooMstSpec.For(market)), typeof(MstFormatException))),
        .. new[] { true, false }.Select(stored => new Decoder(
            stored ? "zip, stored" : "zip, deflated", MasterZipBuilder.Build(Market.Kospi, Samples.Mst(records: 8), Now, new MasterZipOptions { Stored = stored }),
            bytes => MasterFile.Open(new MasterZipFile(Market.Kospi, bytes), HantooMstSpec.Kospi), typeof(MstFormatException))),
        new("master JSON", Samples.File(records: 8).ToJson(), bytes => MasterFile.FromJson(bytes, HantooMstSpec.Kospi), typeof(MstFormatException)),
        new("kline lines", KlineCodec.Encode(Bars.Day(1, symbols: 6, minutes: 5)), bytes => Merge(KlineCodec.Decode(bytes)), typeof(KlineFormatException)),
        new("kline object", KlineCodec.Pack(Bars.Day(2, symbols: 6, minutes: 5)), bytes => Same(KlineCodec.Encode(Bars.Day(2, symbols: 6, minutes: 5)), KlineCodec.Unpack(bytes)), typeof(KlineFormatException)),
        new("coverage", Coverage(), bytes => Assert.Equal(Coverage(), KlineCoverage.FromJson(bytes).ToJson()), typeof(KlineFormatException)),
        new("coverage object", CoverageCodec.Pack(Record()), bytes => Assert.Equal(Record().Line.ToArray(), CoverageCodec.Unpack(RecordName, bytes)[0].Line.ToArray()), typeof(KlineFormatException)),
        new("merged coverage", Merged(), bytes => CoverageCodec.Unpack(RecordName with { Number = 1 }, bytes), typeof(KlineFormatException)),
        new("coverage line", Record().Line.ToArray(), bytes => CoverageCodec.Unpack(RecordName, Framed(bytes)), typeof(KlineFormatException)),
        new("coverage without checksum", Bare(Coverage()), bytes => KlineCoverage.FromJson(bytes), typeof(KlineFormatException)),
        new("kline key", "p/20260126090000_20260126153000_J_20260126160000.jsonl.zstd".Bytes(), bytes => Keys(Encoding.Latin1.GetString(bytes))),
        new("coverage key", "p/coverage/20260126_UN_20260126160000_01.json.zstd".Bytes(), bytes => Keys(Encoding.UTF8.GetString(bytes))),
        new("minutes", Encoding.UTF8.GetBytes(Hantoo.ScriptedKis.Page), bytes => MinuteReply.Parse(Reply(bytes), 16), typeof(HantooFailure)),
        new("holidays", Encoding.UTF8.GetBytes(Holidays), bytes => HolidayReply.Parse(Reply(bytes), 16), typeof(HantooFailure)),
        new("token", Encoding.UTF8.GetBytes(Token), bytes => TokenReply.Parse(Reply(bytes), Now, 16), typeof(HantooFailure)),
        new("error", """{"rt_cd":"1","msg_cd":"EGW00201","msg1":"초당 거래건수를 초과하였습니다."}"""u8.ToArray(), bytes => HantooCodes.FailureOf(HantooEnvelope.Find(bytes, 16), Reply(bytes))),
        new("tick frame", Encoding.UTF8.GetBytes(TickFrames.Frame(TickFrames.Record(acc: 10), TickFrames.Record(acc: 20))), bytes => TickFrame.Read(bytes, TickWorld.At("09:00:06").DateTime)),
        new("tick control", Encoding.UTF8.GetBytes(ScriptedTicks.Answer("005930", "OPSP0000", "SUBSCRIBE SUCCESS")), bytes => TickControl.Read(bytes, 16)),
        new("tick object", TickText.Pack(Ticks), bytes => TickText.Unpack(new TickKey("p", Venue.Krx, TickWorld.Day, new(9, 0, 5), new(9, 0, 5), TickKey.HashOf(bytes)), bytes), typeof(KlineFormatException)),
        new("token file", new TokenRecord(Now, "canarytoken", Now.AddDays(1)).Encode("kis-x"), bytes => TokenRecord.Decode(bytes, "kis-x")),
    ];

    public static Decoder Named(string name) => All.Single(decoder => decoder.Name == name);

    /// <summary>Reads bytes; anything but an answer or a refusal is the caller's to report.</summary>
    /// <returns>Whether they were read.</returns>
    public bool TryRead(byte[] bytes)
    {
        try
        {
            Read(bytes);
            return true;
        }
        catch (Exception exception) when (Refusals.Contains(exception.GetType()))
        {
            return false;
        }
    }

    private static KlineCoverageKey RecordName => new("", Bars.Date, Venue.Krx, Bars.At(16, 0));

    private static KeyValuePair<string, KlineSymbolCoverage>[] Symbols =>
    [
        new("005930", new(SymbolDayState.Complete, new TimeOnly(15, 30), true)), new("000660", new(SymbolDayState.Failed, null, Reason: "\"거래\" 중단")),
        new("0012D0", new(SymbolDayState.NoTrades, new TimeOnly(12, 0))),
    ];

    private static byte[] Coverage() => new KlineCoverage(Bars.Date, Venue.Krx, Bars.At(16, 0), Symbols).ToJson();

    private static IReadOnlyList<Tick> Ticks => TickFrame.Read(Encoding.UTF8.GetBytes(TickFrames.Frame(TickFrames.Record(acc: 10), TickFrames.Record(acc: 20))), TickWorld.At("09:00:06").DateTime).Ticks;

    private static CoverageRecord Record() => CoverageRecord.Of(RecordName, Symbols, ["20260126_J_20260126155500.json.zstd"], [new("x.jsonl.zstd", new(123, new('a', 64)))]);

    private static byte[] Merged() => CoverageCodec.TryPack([CoverageRecord.Of(RecordName with { Number = 1 }, [], [RecordName.Name], []), Record(), PlainCoverage.Read(Coverage())])!;

    private static byte[] Framed(byte[] text)
    {
        var frame = new byte[Zstd.Bound(text.Length)];
        return frame[..Zstd.Compress(text, frame, 3)];
    }


    private static byte[] Bare(byte[] coverage) => [.. coverage.AsSpan(0, coverage.AsSpan().IndexOf(",\"sha256\""u8)), (byte)'}'];

    // What was read is then used: the day is merged, looked at, and written again.
    private static void Merge(KlineTable table)
    {
        foreach (var day in table.Select(slice => DateOnly.FromDateTime(slice.Minute)).Distinct().Take(2))
        {
            var merged = new MergedSession(day, Venue.Krx);
            merged.Add(new KlineKey("p", day.ToDateTime(new TimeOnly(9, 0)), day.ToDateTime(new TimeOnly(9, 5)), Venue.Krx, Bars.At(16, 0)), table);
            _ = KlineCodec.Encode(merged.Slices());
        }
    }

    // A checksum lets nothing through that says something else. (HostileInputTests reads objects of its own making.)
    private static void Same(byte[] text, KlineTable table)
    {
        Merge(table);
        if (table.HasChecksum && table.Count is > 0 and < 6)
            Assert.Equal(text, KlineCodec.Encode(table));
    }

    private static void Keys(string key)
    {
        _ = KlineKey.TryParse(key, out _);
        _ = KlineCoverageKey.TryParse(key, out _);
        _ = new MasterKeys("p").DateOfJson(key, Market.Kospi);
        try
        {
            FileKey.Require(key);
        }
        catch (Exception exception) when (exception is ObjectStoreException or ArgumentException)
        {
        }
    }

    private static HantooReply Reply(byte[] body) => new() { StatusCode = HttpStatusCode.OK, Body = body, ReceivedAt = Now };
}
