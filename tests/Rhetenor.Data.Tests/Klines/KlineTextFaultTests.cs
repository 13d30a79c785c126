using System.Text;

namespace Rhetenor.Data.Tests.Klines;

/// <summary>Catalogue group H on kline objects.</summary>
public sealed class KlineTextFaultTests
{
    private const string Good = "\"005930\":[75000,75100,74900,75000,1000,5000000]";

    [Theory]
    [InlineData("")]
    [InlineData("\n\n  \r\n\t\n")]
    [InlineData("\uFEFF\n")]
    public void H1_H2_nothing_and_blank_lines_are_no_rows(string text) => Assert.Empty(Bars.Decode(text));

    [Fact]
    public void H2_blank_lines_between_lines_are_passed_over() =>
        Assert.Equal(2, Bars.Decode("\n" + Bars.Line(Good) + "\n \n" + Bars.Line(Good, stamp: "2026-01-26_09:01")).BarCount);

    [Fact]
    public void H3_every_broken_last_line_is_refused()
    {
        var line = Bars.Line(Good);
        var text = line + line.Replace("09:00", "09:01", StringComparison.Ordinal).TrimEnd('\n');
        Assert.Equal(2, Bars.Decode(text).BarCount);
        for (var length = line.Length + 1; length < text.Length; length++)
            Assert.Equal(2, Refused(text[..length]).Line);
    }

    [Fact]
    public void H4_a_broken_middle_line_is_refused_and_named()
    {
        var text = Bars.Line(Good) + "{\"timestamp\":\n" + Bars.Line(Good);
        Assert.Equal(2, Refused(text).Line);
        var table = KlineCodec.Decode(Encoding.UTF8.GetBytes(Bars.Line(Good)));
        var body = ZstdFaultTests.Frame(text);
        Assert.Throws<KlineFormatException>(() => KlineCodec.Unpack(body, table));
        Assert.Equal((1, 1), (table.Count, table.BarCount));
    }

    [Fact]
    public void H5_a_line_without_a_stamp_is_refused()
    {
        Assert.Equal("timestamp", Refused("""{"fields":["open","high","low","close","volume"],"data":{}}""").Where);
        Assert.Equal("data", Refused("""{"timestamp":"2026-01-26_09:00","fields":["open","high","low","close","volume"]}""").Where);
        Assert.Equal("fields", Refused("""{"timestamp":"2026-01-26_09:00","data":{}}""").Where);
        Assert.Equal("timestamp", Refused("""{"timestamp":202601260900,"fields":[],"data":{}}""").Where);
    }

    [Theory]
    [InlineData("2026-01-26_10:30")]
    [InlineData("2026-01-26_1030")]
    [InlineData("202601261030")]
    [InlineData("20260126103000")]
    public void H6_older_stamps_are_read_by_their_own_form(string stamp) =>
        Assert.Equal(Bars.At(10, 30), Bars.Decode(Bars.Line(Good, stamp: stamp))[0].Minute);

    [Theory]
    [InlineData("2026-01-26 10:30")]
    [InlineData("2026-02-30_10:30")]
    [InlineData("2026-01-26_24:00")]
    [InlineData("20260126103")]
    [InlineData("0000-01-26_09:00")]
    [InlineData("")]
    public void H6_other_stamps_are_refused(string stamp) =>
        Assert.Equal("timestamp", Refused(Bars.Line(Good, stamp: stamp)).Where);

    [Fact]
    public void H7_values_are_found_by_name()
    {
        var bar = Bars.Decode(Bars.Line("\"A\":[7,\"x\",1,4,3,2,[9],6]", "\"acc_vol\",\"why\",\"open\",\"close\",\"low\",\"high\",\"more\",\"volume\""))[0]["A"];
        Assert.Equal(new Kline(Bars.At(9, 0), 1, 2, 3, 4, 6, 7), bar);
        var won = Bars.Decode(Bars.Line("\"A\":[1,2,3,4,5,6]", "\"open\",\"high\",\"low\",\"close\",\"volume\",\"acc_krw_vol\""))[0]["A"];
        Assert.Equal((null, 6L), (won.AccVolume, won.AccValue));
        Assert.Equal("low", Refused(Bars.Line(Good, "\"open\",\"high\",\"close\",\"volume\"")).Expected);
        Assert.Equal("fields", Refused(Bars.Line(Good, "\"open\",\"high\",\"low\",\"close\",\"volume\",\"open\"")).Where);
        Assert.Equal("data", Refused("""{"timestamp":"2026-01-26_09:00","fields":["open","high","low","close","volume"],"data":[]}""").Where);
    }

    [Fact]
    public void H7_the_fields_may_stand_behind_the_rows() => Assert.Equal(3m, Bars.Decode(
        """{"data":{"A":[1,2,3,4,5]},"fields":["open","high","low","close","volume"],"timestamp":"2026-01-26_09:00"}""")[0]["A"].Low);

    [Fact]
    public void H8_numbers_as_text_are_read() => Assert.Equal(
        new Kline(Bars.At(9, 0), 1, 2.5m, 3, 4, 5, 6), Bars.Decode(Bars.Line("\"A\":[\"1\",\"2.5\",\"3\",\"4\",\"5\",\"6\"]"))[0]["A"]);

    [Theory]
    [InlineData("\"None\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("true")]
    [InlineData("[1]")]
    [InlineData("{\"a\":[1]}")]
    [InlineData("\"007\"")]
    [InlineData("\" 7\"")]
    [InlineData("\"\\u0037\"")]
    public void H9_a_value_that_is_no_number_costs_its_row_only(string value)
    {
        var table = Bars.Decode(Bars.Line($"\"A\":[1,1,1,1,1,1],\"B\":[1,1,1,1,{value},1],{Good}"));
        Assert.Equal(["005930", "A"], table[0].Select(bar => bar.Symbol));
        var problem = Assert.Single(table.Problems);
        Assert.Equal((1, Bars.At(9, 0), "B", "volume"), (problem.Line, problem.Minute, problem.Symbol, problem.Field));
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999")]
    [InlineData("-1")]
    [InlineData("-0")]
    public void H10_H11_numbers_too_large_or_negative_cost_their_row(string value)
    {
        Assert.Equal("volume", Assert.Single(Bars.Decode(Bars.Line($"\"B\":[1,1,1,1,{value},1]")).Problems).Field);
        Assert.Equal("close", Assert.Single(Bars.Decode(Bars.Line($"\"B\":[1,1,1,{value},1,1]")).Problems).Field);
        Assert.Empty(Bars.Decode(Bars.Line($"\"B\":[1,1,1,1,{value},1]"))[0]);
    }

    [Theory]
    [InlineData("1.00005")]
    [InlineData("1.")]
    [InlineData("922337203685477.5808")]
    public void H10_a_price_finer_or_larger_than_is_kept_costs_its_row(string value) =>
        Assert.Equal("open", Assert.Single(Bars.Decode(Bars.Line($"\"B\":[\"{value}\",1,1,1,1,1]")).Problems).Field);

    [Fact]
    public void H12_a_symbol_twice_is_refused()
    {
        Assert.Equal("data", Refused(Bars.Line($"{Good},{Good}")).Where);
        Assert.Equal("data", Refused(Bars.Line($"{Good},\"A\":[1,1,1,1,1,1],{Good}")).Where);
        Assert.Equal("data", Refused(Bars.Line($"{Good}, {Good.Replace("75000", "1", StringComparison.Ordinal)}")).Where);
        Assert.Equal("timestamp", Refused("""{"timestamp":"2026-01-26_09:00","timestamp":"2026-01-26_09:00","fields":[],"data":{}}""").Where);
        Assert.Equal("data", Refused("""{"timestamp":"2026-01-26_09:00","data":{},"data":{}}""").Where);
    }

    [Fact]
    public void H13_unknown_properties_are_ignored() => Assert.Equal(1, Bars.Decode(
        Bars.Line(Good).Replace("{\"timestamp\"", "{\"v\":{\"a\":[1,{}]},\"timestamp\"", StringComparison.Ordinal)).BarCount);

    [Fact]
    public void H14_depth_10000_is_refused()
    {
        Assert.Equal(1, Refused(string.Concat(Enumerable.Repeat("{\"a\":", 10_000))).Line);
        Assert.Equal(1, Refused(Bars.Line("\"A\":" + new string('[', 10_000))).Line);
    }

    [Fact]
    public void H15_bytes_that_are_no_text_are_refused_and_a_byte_order_mark_is_not()
    {
        var line = Encoding.UTF8.GetBytes(Bars.Line(Good));
        line[line.AsSpan().IndexOf("005930"u8)] = 0xFF;
        Assert.Equal("text", Assert.Throws<KlineFormatException>(() => KlineCodec.Decode(line)).Where);
        Assert.Equal(1, Bars.Decode("\uFEFF" + Bars.Line(Good)).BarCount);
        Assert.Throws<KlineFormatException>(() => Bars.Decode(Bars.Line(Good) + "\uFEFF" + Bars.Line(Good)));
    }

    [Theory]
    [InlineData("[1,1,1,1,1]")]
    [InlineData("[1,1,1,1,1,1,1]")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    public void H16_a_row_of_another_length_is_reported(string row)
    {
        var table = Bars.Decode(Bars.Line($"\"A\":{row},{Good}"));
        Assert.Equal(("A", ""), (Assert.Single(table.Problems).Symbol, table.Problems[0].Field));
        Assert.Equal(1, table.BarCount);
    }

    [Fact]
    public void H17_a_high_below_the_low_is_stored_as_received_and_shows()
    {
        var bar = new Kline(Bars.At(9, 0), 10, 9, 11, 10, 1, 1);
        Assert.False(bar.IsConsistent);
        Assert.Equal(bar, KlineCodec.Unpack(KlineCodec.Pack([Bars.Slice(Bars.At(9, 0), ("A", bar))]))[0]["A"]);
        Assert.True(Bars.Bar(Bars.At(9, 0)).IsConsistent);
    }

    [Fact]
    public void A_symbol_that_is_none_costs_its_row()
    {
        var table = Bars.Decode(Bars.Line($"\"\":[1,1,1,1,1,1],\"A B\":[1,1,1,1,1,1],\"삼\":[1,1,1,1,1,1],\"{new string('X', 99)}\":[1,1,1,1,1,1],{Good}"));
        Assert.Equal((4, 1), (table.ProblemCount, table.BarCount));
    }

    [Fact]
    public void Random_edits_never_escape_the_typed_errors()
    {
        var text = KlineCodec.Encode(Bars.Day(9, symbols: 6, minutes: 4, isPlain: true));
        var random = new Random(20_260_126);
        for (var i = 0; i < 8_000; i++)
        {
            var edited = (byte[])text.Clone();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
                edited[random.Next(edited.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"{}[]\",:.0123456789-e\n"[random.Next(21)];
            try
            {
                var table = KlineCodec.Decode(edited.AsSpan(0, random.Next(4) == 0 ? random.Next(edited.Length) : edited.Length));
                // What was accepted is sound, and says the same when it is written again.
                if (table.Zip(table.Skip(1)).All(pair => pair.First.Minute < pair.Second.Minute && pair.First.Minute.Date == pair.Second.Minute.Date))
                    Assert.Equal(Bars.Flat(table), Bars.Flat(KlineCodec.Decode(KlineCodec.Encode(table, accValue: true))));
            }
            catch (KlineFormatException)
            {
            }
        }
    }

    private static KlineFormatException Refused(string text) => Assert.Throws<KlineFormatException>(() => Bars.Decode(text));
}
