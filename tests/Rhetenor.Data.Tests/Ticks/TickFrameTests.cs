using System.Text;
using static Rhetenor.Data.Tests.Ticks.TickFrames;

namespace Rhetenor.Data.Tests.Ticks;

/// <summary>What the messages of the WebSocket can look like.</summary>
public sealed class TickFrameTests
{
    private static readonly DateTime Arrival = TickWorld.At("09:00:06").DateTime;

    [Fact]
    public void N1_all_records_of_a_frame_are_read()
    {
        var (ticks, problems) = Read(Frame(Record(volume: 1, acc: 11), Record(volume: 27, acc: 38), Record("000660", volume: 4, acc: 4)));
        Assert.Empty(problems);
        Assert.Equal([("005930", 1L, 11L), ("005930", 27, 38), ("000660", 4, 4)], ticks.Select(tick => (tick.Symbol, tick.Volume, tick.AccVolume)));
    }

    [Theory]
    [InlineData(46)]
    [InlineData(47)]
    [InlineData(49)]
    [InlineData(60)]
    public void N2_the_number_of_fields_of_a_record_is_that_of_the_frame_divided_by_the_count(int fields)
    {
        var (ticks, problems) = Read(Frame(Enumerable.Range(1, 3).Select(i => Record(volume: 5, acc: 5 * i, fields: fields)).ToArray()));
        Assert.Empty(problems);
        Assert.Equal([5L, 10, 15], ticks.Select(tick => tick.AccVolume));
    }

    [Fact]
    public void N3_a_frame_whose_fields_do_not_divide_by_its_count_is_not_used_and_named()
    {
        var whole = Frame(Record(acc: 10), Record(acc: 20));
        Assert.Equal(["a frame of 2 records has 50 fields: at least 46 for each record, and the same number, are expected"], Read(string.Join('^', whole.Split('^')[..50])).Problems);
        Assert.Equal(["a frame of 2 records has 91 fields: at least 46 for each record, and the same number, are expected"], Read(string.Join('^', whole.Split('^')[..91])).Problems);
        for (var length = 0; length < whole.Length - 1; length++)
        {
            var (ticks, problems) = TickFrame.Read(Encoding.UTF8.GetBytes(whole).AsSpan(0, length), Arrival);

            // A cut within the last field cannot be seen, and that field is not used.
            Assert.True(problems.Count > 0 || whole.IndexOf('^', length) < 0, $"cut at {length}");
            Assert.True(problems.Count == 0 || ticks.Count == 0);
        }

        // Without the appended fields, the count of fields is possible again.
        var appended = Frame(Record(acc: 10, fields: 49), Record(acc: 20, fields: 49));
        Assert.Equal(["record 2 of 2 does not begin with a short code"], Read(string.Join('^', appended.Split('^')[..92])).Problems);

        // A separator after the last field is no reason to refuse.
        Assert.Equal(2, Read(whole + "^").Ticks.Count);
    }

    [Fact]
    public void N4_a_count_that_is_too_small_hides_no_record()
    {
        var two = $"0|H0STCNT0|001|{Record(acc: 10)}^{Record(acc: 20)}";
        var (ticks, problems) = Read(two);
        Assert.Empty(ticks);
        Assert.Equal(["a frame of 1 records has 92 fields, which are enough for 2"], problems);
        Assert.Single(Read($"0|H0STCNT0|002|{string.Join('^', Enumerable.Range(1, 4).Select(i => Record(acc: 10 * i)))}").Problems);
    }

    [Theory]
    [InlineData("000")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("two")]
    [InlineData("99999999999999")]
    [InlineData("10001")]
    public void N4_a_count_that_is_not_a_possible_number_refuses_the_frame(string count) => Assert.Equal(
        ["the count of a frame is not a number from 1 to 10000"], Read($"0|H0STCNT0|{count}|{Record()}").Problems);

    [Fact]
    public void N86_two_frames_in_one_message_and_shares_that_no_day_has_are_not_used_and_named()
    {
        var (ticks, problems) = Read($"{Frame(Record(acc: 10))}\n{Frame(Record(acc: 20))}");
        Assert.Empty(ticks);
        Assert.Equal(["a frame has more than four parts"], problems);
        Assert.Equal(["record 1 of 1: the shares of 005930 are not valid"], Read(Frame(Record(volume: 5_000_000_000_000_000_000, acc: 5_000_000_000_000_000_000))).Problems);
        Assert.Equal(["record 1 of 1: the day's shares of 005930 are not valid"], Read(Frame(Record(acc: 5_000_000_000_000_000_000))).Problems);
    }

    [Fact]
    public void N5_a_blank_field_is_unknown_and_a_record_without_a_needed_one_is_not_used_and_named()
    {
        var (ticks, problems) = Read(Frame(Record(acc: 10, edit: fields => fields[11] = fields[10] = fields[4] = fields[21] = "  "), Record(acc: 20, edit: fields => fields[12] = " ")));
        var tick = Assert.Single(ticks);
        Assert.Equal((null, null, null, null), (tick.Bid, tick.Ask, tick.Change, tick.IsBuy));
        Assert.Equal(["record 2 of 2: the shares of 005930 are not valid"], problems);
        foreach (var (field, name) in ((int, string)[])[(0, "record 1 of 1 does not begin with a short code"), (1, "time"), (2, "price"), (12, "shares"), (13, "day's shares"), (14, "day's value")])
            Assert.Contains(name, Assert.Single(Read(Frame(Record(edit: fields => fields[field] = ""))).Problems), StringComparison.Ordinal);
        Assert.Single(Read(Frame(Record(edit: fields => fields[2] = " 313500 "))).Ticks);
    }

    [Fact]
    public void N6_changes_are_signed_by_a_minus_or_by_the_sign_beside_them_and_prices_are_not()
    {
        Assert.Equal([-15500m, -15500m, 15500m, 15500m, -0.5m], Read(Frame(
            Record(edit: fields => fields[4] = "-15500"), Record(edit: fields => (fields[3], fields[4]) = ("5", "15500")), Record(edit: fields => (fields[3], fields[4]) = ("2", "+15500")),
            Record(edit: fields => (fields[3], fields[4]) = ("2", "15500")), Record(edit: fields => fields[4] = "-0.5"))).Ticks.Select(tick => tick.Change!.Value));
        Assert.Equal(["record 1 of 1: the price of 005930 is not valid"], Read(Frame(Record(edit: fields => fields[2] = "-313500"))).Problems);
        Assert.Equal(["record 1 of 1: the shares of 005930 are not valid"], Read(Frame(Record(edit: fields => fields[12] = "-1"))).Problems);
        Assert.Equal(["record 1 of 1: the day's shares of 005930 are not valid"], Read(Frame(Record(volume: 5, acc: 4))).Problems);
    }

    [Fact]
    public void N7_an_encrypted_frame_is_not_used_and_named()
    {
        Assert.Equal(["a frame is encrypted, which ticks are not"], Read("1|H0STCNI0|001|bm90aGluZw==").Problems);
        Assert.Equal(["a frame has no sign of encryption, 0 or 1"], Read($"2|H0STCNT0|001|{Record()}").Problems);
    }

    [Fact]
    public void N8_a_frame_of_another_transaction_is_not_used_and_the_venue_is_that_of_the_transaction()
    {
        Assert.Equal(["a frame is of another transaction than ticks"], Read("0|H0UPANC0|001|0001^085910^2607.71").Problems);
        Assert.Equal([Venue.Krx, Venue.Nextrade, Venue.Unified], ((string[])["H0STCNT0", "H0NXCNT0", "H0UNCNT0"]).Select(trId => Read($"0|{trId}|001|{Record()}").Ticks[0].Venue));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("C")]
    [InlineData("D")]
    public void N9_a_record_of_an_expected_price_is_not_a_tick(string hours)
    {
        var (ticks, problems) = Read(Frame(Record(acc: 10), Record(acc: 20, edit: fields => fields[43] = hours), Record(acc: 30, edit: fields => fields[43] = "")));
        Assert.Equal([10L, 30], ticks.Select(tick => tick.AccVolume));
        Assert.Empty(problems);
    }

    [Fact]
    public void N11_a_record_without_a_date_is_of_today_and_one_of_an_impossible_time_is_not_used()
    {
        Assert.Equal(new DateTime(2026, 11, 20, 9, 0, 5), Read(Frame(Record(edit: fields => fields[33] = ""))).Ticks[0].Time);
        foreach (var (field, value) in ((int, string)[])[(33, "20261301"), (33, "2026112"), (1, "246000"), (1, "90005"), (1, "0900 5")])
            Assert.Single(Read(Frame(Record(edit: fields => fields[field] = value))).Problems);
    }

    [Fact]
    public void N12_whatever_arrives_is_read_or_named_and_never_an_exception()
    {
        foreach (var text in (string[])["", "|", "|||", "0|H0STCNT0|1|", "0|H0STCNT0|2|", "0|H0STCNT0|2|^", "\0\0\0", "0|H0STCNT0|1|^^^^", "{", "\ufeff"])
            Assert.Single(Read(text).Problems);
        var whole = Encoding.UTF8.GetBytes(Frame(Record(acc: 10), Record(acc: 20)));
        var random = new Random(5);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = whole.ToArray();
            for (var i = 0; i <= round % 4; i++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var (ticks, problems) = TickFrame.Read(bytes, Arrival);
            Assert.InRange(ticks.Count + problems.Count, 0, 2);
            Assert.All(problems, problem => Assert.All(problem, character => Assert.True(character is >= ' ' and <= '~')));
        }
    }

    [Fact]
    public void N16_a_control_message_is_read_for_its_answer_and_not_for_its_keys()
    {
        var control = TickControl.Read(Encoding.UTF8.GetBytes(ScriptedTicks.Answer("005930", "OPSP0000", "SUBSCRIBE SUCCESS")), 16)!;
        Assert.Equal(("H0STCNT0", "005930", "OPSP0000", "SUBSCRIBE SUCCESS", TickAnswer.Subscribed), (control.TrId, control.Key, control.Code, control.Text, control.Answer));
        Assert.DoesNotContain("canary", control.ToString(), StringComparison.Ordinal);
        foreach (var text in (string[])["{", "{}", "[]", "{\"header\":1}", "{\"header\":{\"tr_id\":1}}", "{\"header\":{\"tr_id\":\"\\ud800\"}}", new string('{', 100)])
            Assert.Null(TickControl.Read(Encoding.UTF8.GetBytes(text), 16));
        Assert.Equal(
            [TickAnswer.Subscribed, TickAnswer.Unsubscribed, TickAnswer.Subscribed, TickAnswer.Unsubscribed, TickAnswer.Refused, TickAnswer.KeyRefused, TickAnswer.KeyInUse, TickAnswer.Refused],
            ((string[])["OPSP0000", "OPSP0001", "OPSP0002", "OPSP0003", "OPSP0008", "OPSP0011", "OPSP8996", "OPSP9999"]).Select(code => new TickControl("", "", code, "").Answer));
    }

    [RealDataFact]
    public void N17_a_real_frame_and_a_real_answer_are_read()
    {
        var (ticks, problems) = TickFrame.Read(Real("ws_H0STCNT0_20260608_1149_frames.txt"), new DateTime(2026, 6, 8, 11, 49, 18));
        Assert.Empty(problems);
        Assert.Equal(
        [
            "005930 2026-06-08 11:49:17 313500 × 1 sell, acc_vol 21439778", "005930 2026-06-08 11:49:18 313500 × 27 sell, acc_vol 21439805",
            "005930 2026-06-08 11:49:18 314000 × 4 buy, acc_vol 21439809",
        ], ticks.Select(tick => tick.ToString()));
        Assert.Equal((-15500m, 314000m, 313500m, 6518318895250L), (ticks[0].Change, ticks[0].Ask, ticks[0].Bid, ticks[0].AccValue));

        // The volumes of the day follow each other in a real frame too.
        var reader = new TickReader(Venue.Krx, _ => true);
        var items = reader.Take(new(KoreaTime.At(new DateOnly(2026, 6, 8), new TimeOnly(11, 49, 18)), Real("ws_H0STCNT0_20260608_1149_frames.txt")));
        Assert.Equal([TickFeedKind.Hole, TickFeedKind.Tick, TickFeedKind.Tick, TickFeedKind.Tick], items.Select(item => item.Kind));
        Assert.Equal(TickAnswer.Subscribed, TickControl.Read(Real("ws_control_subscribe_ack.txt"), 16)!.Answer);
    }

    private static TickFrame Read(string text) => TickFrame.Read(Encoding.UTF8.GetBytes(text), Arrival);

    private static byte[] Real(string name) => File.ReadAllBytes(Path.Join(RealData.Folder, "kis-json", name));
}
