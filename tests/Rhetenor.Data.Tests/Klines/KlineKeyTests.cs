namespace Rhetenor.Data.Tests.Klines;

public sealed class KlineKeyTests
{
    private const string Name = "hantoo-stock-kline-1m/20260126090000_20260126091900_J_20260126093001.jsonl.zstd";

    [Fact]
    public void A_key_is_written_and_read()
    {
        var key = new KlineKey("hantoo-stock-kline-1m", Bars.At(9, 0), Bars.At(9, 19), Venue.Krx, Bars.At(9, 30).AddSeconds(1.7));
        Assert.Equal(Name, key.ToString());
        var parsed = KlineKey.Parse(Name);
        Assert.Equal(key, parsed);
        Assert.Equal((Bars.Date, Bars.At(9, 0), Bars.At(9, 19), Venue.Krx, Bars.At(9, 30).AddSeconds(1), true),
            (parsed.Date, parsed.Start, parsed.End, parsed.Venue, parsed.Retrieval, parsed.IsExact));
        Assert.StartsWith(KlineKey.DayPrefix("hantoo-stock-kline-1m", Bars.Date), Name, StringComparison.Ordinal);
        Assert.Equal("20260126", KlineKey.DayPrefix("", Bars.Date));
        Assert.True(KlineKey.TryParse(Name.Replace(".zstd", ".zst", StringComparison.Ordinal), out _));
        Assert.True(KlineKey.TryParse("20260126090000_20260126090000_NX_20260126093001.jsonl.zstd", out var bare) && bare.Venue == Venue.Nextrade);
    }

    [Fact]
    public void An_object_spans_one_date_in_Korean_time()
    {
        Assert.Throws<ArgumentException>(() => new KlineKey("p", Bars.At(9, 1), Bars.At(9, 0), Venue.Krx, Bars.At(10, 0)));
        Assert.Throws<ArgumentException>(() => new KlineKey("p", Bars.At(9, 1), Bars.At(9, 0).AddDays(1), Venue.Krx, Bars.At(10, 0)));
        Assert.Throws<ArgumentException>(() => new KlineKey("p", Bars.At(9, 0), Bars.At(9, 0), Venue.Krx, DateTime.UnixEpoch));
        Assert.False(KlineKey.TryParse("p/20260126090000_20260127090000_J_20260127093001.jsonl.zstd", out _));
    }

    [Fact]
    public void Keys_order_by_retrieval_and_then_by_name()
    {
        var (old, late, tie) = (Bars.Key("090000", "091900", "20260126100000"), Bars.Key("090000", "090100", "20260126100001"), Bars.Key("090100", "090100", "20260126100000"));
        Assert.True(old < late && late > tie && old < tie && old <= tie && tie >= old && old != tie && old == Bars.Key("090000", "091900", "20260126100000"));
        Assert.Equal([old, tie, late], new[] { late, tie, old }.Order());
        Assert.Equal("", default(KlineKey).ToString());
        Assert.Equal(-1, Math.Sign(default(KlineKey).CompareTo(old)));
        Assert.Equal(old.GetHashCode(), Bars.Key("090000", "091900", "20260126100000").GetHashCode());
    }

    [Theory]
    [InlineData("p/notes.txt")]
    [InlineData("p/coverage/20260126_J_20260126093001.json")]
    [InlineData("p/.jsonl.zstd")]
    [InlineData("")]
    [InlineData(null)]
    public void J1_foreign_objects_are_not_read(string? key) => NotAKey(key);

    [Theory]
    [InlineData("20260230090000_20260230091900_J_20260126093001.jsonl.zstd")]
    [InlineData("20261326090000_20261326091900_J_20260126093001.jsonl.zstd")]
    [InlineData("20260126090000_20260126091900_J_20260199093001.jsonl.zstd")]
    [InlineData("2026012a090000_20260126091900_J_20260126093001.jsonl.zstd")]
    [InlineData("２０260126090000_20260126091900_J_20260126093001.jsonl.zstd")]
    public void J2_bad_dates_are_not_read(string key) => NotAKey(key);

    [Theory]
    [InlineData("20260126090000_20260126091900_J.jsonl.zstd")]
    [InlineData("20260126090000_20260126091900_J_20260126093001_1.jsonl.zstd")]
    [InlineData("20260126090000_20260126091900_J_20260126093001_.jsonl.zstd")]
    [InlineData("____.jsonl.zstd")]
    public void J3_three_and_five_parts_are_not_read(string key) => NotAKey(key);

    [Theory]
    [InlineData("20260126090000_20260126091900_J_20260126093001.JSONL.ZSTD")]
    [InlineData("20260126090000_20260126091900_J_20260126093001.jsonl.gz")]
    [InlineData("20260126090000_20260126091900_J_20260126093001.jsonl")]
    [InlineData("20260126090000_20260126091900_J_20260126093001.jsonl.zstd.tmp")]
    public void J4_other_extensions_are_not_read(string key) => NotAKey(key);

    [Theory]
    [InlineData("20260126090_20260126091900_J_20260126093001", "2026-01-26T09:30:01")]
    [InlineData("202601260900_202601260919_J_20260126093001", "2026-01-26T09:30:01")]
    [InlineData("20260126090000_20260126096190_J_20260126093001", "2026-01-26T09:30:01")]
    [InlineData("20260126090000_20260126091900_J_202601260930", "2026-01-26T00:00:00")]
    public void J5_times_that_are_wrong_below_the_date_leave_the_date(string name, string retrieval)
    {
        Assert.True(KlineKey.TryParse($"p/{name}.jsonl.zstd", out var key));
        Assert.False(key.IsExact);
        Assert.Equal((Bars.Date, DateTime.Parse(retrieval, System.Globalization.CultureInfo.InvariantCulture)), (key.Date, key.Retrieval));
        Assert.True(key.Contains(Bars.At(0, 0)) && key.Contains(Bars.At(23, 59)));
    }

    [Fact]
    public void J6_a_start_after_the_end_is_not_read() => NotAKey("20260126091900_20260126090000_J_20260126093001.jsonl.zstd");

    [Theory]
    [InlineData("K")]
    [InlineData("j")]
    [InlineData("")]
    [InlineData("NXT")]
    public void J7_other_exchanges_are_not_read(string exchange) => NotAKey($"20260126090000_20260126091900_{exchange}_20260126093001.jsonl.zstd");

    [Theory]
    [InlineData(2028, 2, 29)]
    [InlineData(2026, 12, 31)]
    [InlineData(2027, 1, 1)]
    [InlineData(2026, 1, 1)]
    public void E17_leap_days_and_year_ends_are_days_like_others(int year, int month, int day)
    {
        var minute = new DateTime(year, month, day, 23, 59, 0);
        var key = new KlineKey("p", minute, minute, Venue.Unified, minute.AddMinutes(1));
        Assert.Equal(key, KlineKey.Parse(key.ToString()));
        Assert.Equal((new DateOnly(year, month, day), minute.AddMinutes(1)), (KlineKey.Parse(key.ToString()).Date, key.Retrieval));
        var slice = Bars.Slice(minute, ("A", Bars.Bar(minute)));
        Assert.Equal(minute, KlineCodec.Decode(KlineCodec.Encode([slice]))[0].Minute);
    }

    private static void NotAKey(string? key)
    {
        Assert.False(KlineKey.TryParse(key, out _));
        if (key is not null)
            Assert.Throws<FormatException>(() => KlineKey.Parse(key));
    }
}
