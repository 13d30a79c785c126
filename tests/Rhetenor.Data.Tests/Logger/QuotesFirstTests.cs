using System.Globalization;
using System.Text.Json.Nodes;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>Quotes of many symbols a call say which symbols need no request. They never say it of one that was traded.</summary>
public sealed class QuotesFirstTests
{
    private const string Quotes = "FHKST11300006", Minutes = "FHKST03010230";
    private static readonly DateOnly Day = new(2026, 5, 20);

    // A day with an after-market, from 16:00 to 20:00.
    private static readonly DateOnly LongDay = new(2026, 10, 21);

    [Fact]
    public async Task Rounds_ask_for_the_minutes_of_symbols_that_were_traded_since_and_the_day_is_the_same()
    {
        var (with, without) = (Mixed(), Mixed());
        await LogAsync(with, with.Client(), "10:30:40");
        await LogAsync(without, without.Client(), "10:30:40", quotesFirst: false);
        Assert.Equal(0, without.Kis.CallsOf(Quotes));

        // 40 symbols are two calls a round. Of 30 rounds, the first one knows nothing yet.
        Assert.InRange(with.Kis.CallsOf(Quotes), 50, 62);
        Assert.True(with.Kis.CallsOf(Minutes) * 3 < without.Kis.CallsOf(Minutes), $"{with.Kis.CallsOf(Minutes)} calls, without quotes {without.Kis.CallsOf(Minutes)}");
        Assert.Equal(Bars(without, "10:29"), Bars(with, "10:29"));
        AssertTrue(with, "10:29");

        // Where nothing was traded, that is known too.
        Assert.All(with.Covered(Day).Symbols, symbol => Assert.Equal(without.Covered(Day).Symbols[symbol.Key].Through, symbol.Value.Through));
    }

    [Fact]
    public async Task The_most_traded_symbols_come_first()
    {
        var world = Mixed();
        await LogAsync(world, world.Client(), "10:05:40");
        var asked = world.Kis.Calls.SkipWhile(call => call.TrId != Quotes).ToList();
        var last = asked.FindLastIndex(call => call.TrId == Quotes);
        var order = asked.Skip(last + 1).Select(call => world.Truth.CompletedBars(Venue.Krx, Day, call.Symbol, asked[last].Instant).Sum(bar => bar.Close * bar.Volume)).ToList();
        Assert.True(order.Count > 3);
        Assert.Equal(order.OrderDescending(), order);
    }

    [Fact]
    public async Task A_catch_up_of_today_asks_for_quotes_and_a_later_one_for_nothing_that_did_not_move()
    {
        var world = Mixed();
        Assert.Equal(0, await CallsOfRunAsync(world, Quotes));
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsComplete, report.ToText());
        Assert.Equal(2, world.Kis.CallsOf(Quotes));
        Assert.Equal(report.Calls, world.Kis.CallsOf(Quotes) + world.Kis.CallsOf(Minutes) - FirstCalls(world));
        Assert.All(report.Symbols, symbol => Assert.Equal(report.Symbols[0].Through, symbol.Through));
        AssertTrue(world, "10:03");
    }

    [Fact]
    public async Task A_settled_day_and_another_day_are_never_decided_by_quotes()
    {
        var world = Mixed();
        await CallsOfRunAsync(world, Quotes);
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).IsFinal);
        world.Clock.AdvanceTo(KoreaTime.At(Day.AddDays(1), new TimeOnly(8, 0)));
        await world.RunAsync(() => world.Logger().CatchUpAsync(Day.AddDays(-1)));
        Assert.Equal(0, world.Kis.CallsOf(Quotes));
        world.AssertStored(Venue.Krx, Day);
    }

    [Theory]
    [InlineData("left out")]
    [InlineData("twice")]
    [InlineData("unknown")]
    [InlineData("blank value")]
    [InlineData("negative value")]
    [InlineData("other symbols")]
    [InlineData("null rows")]
    [InlineData("no output")]
    [InlineData("not an array")]
    [InlineData("an error")]
    [InlineData("no JSON")]
    public async Task What_a_reply_does_not_say_is_asked_for(string fault)
    {
        var world = Mixed();
        await LogAsync(world, new Edited(world.Kis, body => Spoiled(body, fault), path: "multprice").Client(world), "10:10:40");
        AssertTrue(world, "10:09");
        Assert.True(world.Kis.CallsOf(Quotes) > 0);

        // Every round asks for every symbol.
        Assert.True(world.Kis.CallsOf(Minutes) >= 40 * 10);
    }

    // Quotes of some minutes ago have the value of the last bar although trades followed: the next answer shows what is missing.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(30)]
    public async Task Old_quotes_delay_bars_and_lose_none(int minutes)
    {
        var world = Mixed();
        var old = new Dictionary<(string, DateTimeOffset), (string, string)>();
        var transport = new Edited(world.Kis, body => Rows(body, row =>
        {
            var (code, now) = ((string)row["inter_shrn_iscd"]!, world.Clock.GetUtcNow());
            old[(code, now)] = ((string)row["acml_vol"]!, (string)row["acml_tr_pbmn"]!);
            var before = old.Where(one => one.Key.Item1 == code && one.Key.Item2 <= now.AddMinutes(-minutes)).OrderBy(one => one.Key.Item2).LastOrDefault();
            if (now.Minute % 10 >= 5 && before.Value.Item1 is not null)
                (row["acml_vol"], row["acml_tr_pbmn"]) = before.Value;
        }), path: "multprice");
        await LogAsync(world, transport.Client(world), "18:30");
        world.AssertStored(Venue.Krx, Day);
        Assert.All(world.Covered(Day).Symbols.Values, symbol => Assert.True(symbol.IsFinal));
    }

    // The last bar is newer than the quote.
    [Fact]
    public async Task A_quote_older_than_the_last_bar_shows_nothing()
    {
        var world = Mixed();
        var old = new Dictionary<string, SortedList<DateTimeOffset, (string, string)>>(StringComparer.Ordinal);
        var transport = new Edited(world.Kis, body => Rows(body, row =>
        {
            var (code, now) = ((string)row["inter_shrn_iscd"]!, world.Clock.GetUtcNow());
            old.TryAdd(code, []);
            old[code][now] = ((string)row["acml_vol"]!, (string)row["acml_tr_pbmn"]!);
            (row["acml_vol"], row["acml_tr_pbmn"]) = old[code].LastOrDefault(one => one.Key <= now.AddMinutes(-3), old[code].First()).Value;
        }), path: "multprice");
        await LogAsync(world, transport.Client(world), "10:30:40");
        AssertTrue(world, "10:26");
        Assert.All(world.Symbols.Where((_, number) => number % 10 == 0), code => Assert.True(world.Held(Day).TryGetKline(code, Day.ToDateTime(new TimeOnly(10, 29)), out _)));
    }

    // Half of the symbols have the quotes of the first round for ever. Their bars come ten minutes late at most.
    [Fact]
    public async Task A_quote_that_stays_the_same_while_others_move_delays_bars_by_ten_minutes_at_most()
    {
        var world = Mixed();
        var first = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        string[] frozen = [.. world.Symbols.Where((_, number) => number % 10 is 1 or 3 or 5)];
        var transport = new Edited(world.Kis, body => Rows(body, row =>
        {
            var code = (string)row["inter_shrn_iscd"]!;
            first.TryAdd(code, ((string)row["acml_vol"]!, (string)row["acml_tr_pbmn"]!));
            if (frozen.Contains(code))
                (row["acml_vol"], row["acml_tr_pbmn"]) = first[code];
        }), path: "multprice");
        await LogAsync(world, transport.Client(world), "10:40:40");
        AssertTrue(world, "10:28");
    }

    // A caller's own source fails in its own way.
    [Fact]
    public async Task Quotes_that_fail_in_any_way_leave_the_minutes_and_are_not_asked_for_during_ten_minutes()
    {
        var world = Mixed();
        world.Kis.Faults.Always(HttpFault.ConnectionRefused(), request => request.Uri.AbsolutePath.Contains("multprice", StringComparison.Ordinal));
        await LogAsync(world, world.Client(), "10:08:40");
        AssertTrue(world, "10:07");
        Assert.InRange(world.Kis.CallsOf(Quotes), 1, 10);
    }

    // All of a round is what it was a round ago. Of so many symbols one is traded.
    [Fact]
    public async Task Quotes_that_no_longer_change_show_nothing()
    {
        var world = Mixed();
        var first = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        var transport = new Edited(world.Kis, body => Rows(body, row =>
        {
            first.TryAdd((string)row["inter_shrn_iscd"]!, ((string)row["acml_vol"]!, (string)row["acml_tr_pbmn"]!));
            (row["acml_vol"], row["acml_tr_pbmn"]) = first[(string)row["inter_shrn_iscd"]!];
        }), path: "multprice");
        await LogAsync(world, transport.Client(world), "10:09:40");
        AssertTrue(world, "10:08");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Quotes_that_stop_at_the_regular_close_hide_no_bar_of_the_after_market(bool stop)
    {
        var world = Mixed(LongDay);
        var last = new Dictionary<string, (string, string)>();
        var transport = new Edited(world.Kis, body => Rows(body, row =>
        {
            var code = (string)row["inter_shrn_iscd"]!;
            if (world.Clock.GetUtcNow() < KoreaTime.At(LongDay, new TimeOnly(15, 45)))
                last[code] = ((string)row["acml_vol"]!, (string)row["acml_tr_pbmn"]!);
            else if (stop && last.TryGetValue(code, out var told))
                (row["acml_vol"], row["acml_tr_pbmn"]) = told;
        }), path: "multprice");
        world.Clock.AdvanceTo(KoreaTime.At(LongDay, new TimeOnly(15, 20)));
        await LogAsync(world, transport.Client(world), "17:00:40", day: LongDay);
        AssertTrue(world, "16:58", LongDay);
    }

    // A process that begins after the regular close knows no quotes of before.
    [Fact]
    public async Task A_run_in_the_after_market_believes_no_quotes_of_the_regular_close()
    {
        var world = Mixed(LongDay);
        world.Clock.AdvanceTo(KoreaTime.At(LongDay, new TimeOnly(15, 45)));
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var close = await world.RunAsync(() => world.Client().GetQuotesAsync(Venue.Krx, [.. world.Symbols.Take(30)]));
        var rest = await world.RunAsync(() => world.Client().GetQuotesAsync(Venue.Krx, [.. world.Symbols.Skip(30)]));
        var told = close.Concat(rest).ToDictionary(quote => quote.Symbol, StringComparer.Ordinal);
        world.Clock.AdvanceTo(KoreaTime.At(LongDay, new TimeOnly(17, 0, 40)));
        var frozen = new Edited(world.Kis, body => Rows(body, row =>
        {
            if (told.TryGetValue((string)row["inter_shrn_iscd"]!, out var quote))
                (row["acml_vol"], row["acml_tr_pbmn"]) = (quote.Shares.ToString(CultureInfo.InvariantCulture), quote.Value.ToString(CultureInfo.InvariantCulture));
        }), path: "multprice");
        await world.RunAsync(() => world.Logger(client: frozen.Client(world)).CatchUpAsync());
        AssertTrue(world, "16:58", LongDay);
    }

    [Fact]
    public async Task A_bar_of_another_writer_after_the_covered_minutes_does_not_show_those_between()
    {
        var world = Mixed();
        await CallsOfRunAsync(world, Quotes);
        world.Clock.Advance(TimeSpan.FromMinutes(30));

        // The other one has only the last bar of each symbol, and no coverage.
        var (now, lines) = (world.Clock.GetUtcNow(), new List<SymbolKline>());
        foreach (var symbol in world.Symbols)
        {
            if (world.Truth.CompletedBars(Venue.Krx, Day, symbol, now) is [.., { Volume: > 0 } row])
                lines.Add(new(symbol, new Kline(row.Minute, row.Open, row.High, row.Low, row.Close, row.Volume, world.Truth.CompletedBars(Venue.Krx, Day, symbol, now).Sum(bar => bar.Volume), row.AccValue)));
        }

        List<KlineSlice> slices = [.. lines.GroupBy(line => line.Kline.Minute).OrderBy(minute => minute.Key).Select(minute => new KlineSlice(minute.Key, [.. minute]))];
        var key = new KlineKey("hantoo-stock-kline-1m", slices[0].Minute, slices[^1].Minute, Venue.Krx, now.ToOffset(KoreaTime.Offset).DateTime);
        world.Store.Overwrite(key.ToString(), KlineCodec.Pack(slices, accValue: true));
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).IsComplete);
        AssertTrue(world, "10:28");
    }

    [Fact]
    public async Task An_account_that_may_not_ask_for_quotes_logs_as_before()
    {
        var world = Mixed();
        world.Kis.Faults.Always(KisFault.Code("EGW00213"), request => request.Uri.AbsolutePath.Contains("multprice", StringComparison.Ordinal));
        await LogAsync(world, world.Client(), "10:05:40");
        AssertTrue(world, "10:04");
    }

    private static LoggerWorld Mixed(DateOnly? day = null)
    {
        // Of ten symbols, one is liquid, six are thin, two are idle and one is halted.
        KisSymbolKind Kind(int number) => (number % 10) switch { 0 => KisSymbolKind.Liquid, < 7 => KisSymbolKind.Thin, < 9 => KisSymbolKind.Idle, _ => KisSymbolKind.Halted };
        return new(day ?? Day, "10:00:40", 40, shape: options => options with { Listing = [.. options.Listing.Select((symbol, number) => symbol with { Kind = Kind(number) })] });
    }

    private static int FirstCalls(LoggerWorld world) => world.Kis.Calls.TakeWhile(call => call.TrId != Quotes).Count(call => call.TrId == Minutes);

    private static async Task<int> CallsOfRunAsync(LoggerWorld world, string trId)
    {
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        return world.Kis.CallsOf(trId);
    }

    private static async Task LogAsync(LoggerWorld world, HantooClient client, string until, bool quotesFirst = true, DateOnly? day = null)
    {
        using var stop = new CancellationTokenSource(KoreaTime.At(day ?? Day, TimeOnly.Parse(until, null)) - world.Clock.GetUtcNow(), world.Clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Clock.RunAsync(
            () => world.Logger(new KlineLoggerOptions { QuotesFirst = quotesFirst }, client).RunAsync(null, stop.Token)));
    }

    private static List<(string, KlineBar)> Bars(LoggerWorld world, string until) =>
        [.. world.Held(Day).Slices().Where(slice => TimeOnly.FromDateTime(slice.Minute) <= TimeOnly.Parse(until, null)).SelectMany(slice => slice.Select(bar => (bar.Symbol, bar.Kline.Bar)))];

    // Every bar of the truth up to a minute is stored.
    private static void AssertTrue(LoggerWorld world, string until, DateOnly? date = null)
    {
        var (day, last, count) = (date ?? Day, (date ?? Day).ToDateTime(TimeOnly.Parse(until, null)), 0);
        var held = world.Held(day);
        foreach (var symbol in world.Symbols)
        {
            foreach (var row in world.Truth.CompletedBars(Venue.Krx, day, symbol, world.Clock.GetUtcNow()).Where(row => row.Minute <= last && row.Volume > 0))
            {
                count++;
                Assert.True(held.TryGetKline(symbol, row.Minute, out var kline), $"{symbol} {row.Minute:HH:mm} is missing");
                Assert.Equal(row.Volume, kline.Volume);
            }
        }

        Assert.True(count > 100);
    }

    private static string Rows(string body, Action<JsonObject> edit)
    {
        var reply = JsonNode.Parse(body)!;
        foreach (var row in reply["output"]!.AsArray())
            edit(row!.AsObject());
        return reply.ToJsonString();
    }

    // No reply may make a symbol look as if it had not been traded.
    private static string Spoiled(string body, string fault)
    {
        var reply = JsonNode.Parse(body)!;
        var rows = reply["output"]!.AsArray();
        switch (fault)
        {
            case "left out":
                rows.Clear();
                break;
            case "twice":
                foreach (var row in rows.ToList())
                    rows.Add(row!.DeepClone());
                break;
            case "no output":
                reply.AsObject().Remove("output");
                break;
            case "not an array":
                reply["output"] = rows[0]!.DeepClone();
                break;
            case "null rows":
                reply["output"] = new JsonArray(null, "", 1);
                break;
            case "an error":
                return """{"rt_cd":"1","msg_cd":"OPSQ0003","msg1":"x"}""";
            case "no JSON":
                return "<html>";
            default:
                return Rows(body, row => _ = fault switch
                {
                    "unknown" => row["inter2_prpr"] = "0",
                    "blank value" => row["acml_tr_pbmn"] = "",
                    "negative value" => row["acml_tr_pbmn"] = "-" + row["acml_tr_pbmn"],
                    _ => row["inter_shrn_iscd"] = "999999",
                });
        }

        return reply.ToJsonString();
    }
}
