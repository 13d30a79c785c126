using System.Globalization;
using System.Text.RegularExpressions;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>Reports as people see them.</summary>
public sealed class ReportPageTests
{
    [Fact]
    public void The_table_says_what_the_objects_say()
    {
        var report = Report(3, 4);
        var text = report.ToText();
        Assert.Contains("KRX (J), 2026-01-05 to 2026-01-07, as of 2026-12-30 20:00 Korean time\n3 sessions, 4 symbols: 9 complete, 1 no trades, 1 partial, 1 missing\n", text, StringComparison.Ordinal);
        Assert.Contains("session         complete  no trades  partial  missing   bars\n2026-01-05 Mon         3          1        -        -  1,143\n", text, StringComparison.Ordinal);
        Assert.Contains("all                    9          1        1        1  3,549\n", text, StringComparison.Ordinal);
        Assert.Contains("symbol  first       last        open  partial  doubtful  missing  failed\n", text, StringComparison.Ordinal);
        Assert.Contains("<2 & 3>", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public void Reports_are_the_same_in_every_culture()
    {
        var report = Report(3, 4);
        var (text, html, line) = (report.ToText(), report.ToHtml(), report.ToString());
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberGroupSeparator = "'", NumberDecimalSeparator = ";" }, DateTimeFormat = { TimeSeparator = "." } };
            Assert.Equal((text, html, line), (report.ToText(), report.ToHtml(), report.ToString()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(0, 0, 20)]
    [InlineData(1, 1, 20)]
    [InlineData(22, 50, 200)]
    [InlineData(250, 2_700, 200)]
    public void The_page_is_small_whole_and_needs_nothing_else(int sessions, int symbols, int kilobytes)
    {
        var html = Report(sessions, symbols).ToHtml();
        Assert.InRange(html.Length, 1_000, kilobytes * 1_024);
        Assert.DoesNotMatch("<script [^>]|src=|https?:|<link|<img|@import|url\\(", html);
        Assert.DoesNotContain("<2 & 3>", html, StringComparison.Ordinal);
        foreach (var tag in (string[])["table", "tr", "td", "th", "section", "div", "span", "p", "b", "i"])
            Assert.Equal(Regex.Count(html, $"<{tag}[ >]"), Regex.Count(html, $"</{tag}>"));
    }

    [Fact]
    public async Task Symbols_have_the_names_of_the_latest_master()
    {
        var shelf = new ReportShelf { Context = ReportShelf.With(Named(ReportShelf.Friday, "새<이름>"), Named(ReportShelf.Monday, "옛이름")) };
        shelf.Whole(ReportShelf.Monday, "005930", "000660");
        var report = await shelf.ReportAsync("005930", "000660");
        Assert.Equal([KeyValuePair.Create("005930", "새<이름>")], report.Names);
        Assert.Contains("<tr data-symbol=\"005930 새&lt;이름&gt;\"><th>005930 <span lang=\"ko\">새&lt;이름&gt;</span></th>", report.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("<tr data-symbol=\"000660\"><th>000660</th>", report.ToHtml(), StringComparison.Ordinal);

        static MasterFile Named(DateOnly date, string name) => ReportShelf.Master(Market.Kospi, date, ("005930", [("korean_name", name)]));
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(250, 2_700)]
    public void A_script_filters_the_rows_and_is_not_needed_to_see_them(int sessions, int symbols)
    {
        var html = Report(sessions, symbols).ToHtml();
        Assert.Single(Regex.Matches(html, "<script>"));
        Assert.Contains("<p class=\"filter\" hidden><label>", html, StringComparison.Ordinal);
        Assert.Equal(Math.Min(symbols, 40), Regex.Count(html, "<tr data-symbol="));
        Assert.DoesNotContain("<tr hidden", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_ranges_are_told_by_month_and_by_what_lacks_most()
    {
        var report = Report(250, 2_700);
        var text = report.ToText();
        Assert.InRange(text.Split('\n').Length, 30, 120);
        Assert.Contains("\n2026-02", text, StringComparison.Ordinal);
        Assert.Contains("more\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_are_shown_below()
    {
        var shelf = new ReportShelf();
        shelf.Put(ReportShelf.Monday, "18:30", ReportShelf.Run(ReportShelf.Monday, "005930", "08:00"));
        var coverage = await shelf.ReportAsync();
        var quality = await shelf.Archive.ReportQualityAsync(new(ReportShelf.Monday, ReportShelf.Friday), shelf.Context);
        Assert.Contains("<summary>outside of trading hours</summary>", coverage.ToHtml(quality), StringComparison.Ordinal);
        Assert.Contains("2026-01-26 08:00 005930: 08:00; expected 09:00 to 15:30; 3 bars", quality.ToText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Bars to look at", coverage.ToHtml(), StringComparison.Ordinal);
    }

    // Mostly complete; some of every state; a reason that must not become markup.
    internal static CoverageReport Report(int sessions, int symbols)
    {
        var days = new List<SessionCoverage>();
        var from = new DateOnly(2026, 1, 5);
        for (var date = from; days.Count < sessions; date = date.AddDays(1))
        {
            if (KrxCalendar.GetDay(date) != MarketDay.Session)
                continue;
            var session = TradingSession.For(Venue.Krx, date)!;
            days.Add(new() { Session = session, Symbols = [.. Enumerable.Range(0, symbols).Select(i => Day(session, days.Count, i))] });
        }

        var to = days.Count == 0 ? from : days[^1].Session.Date;
        return new() { Venue = Venue.Krx, From = from, To = to, Made = KoreaTime.At(new DateOnly(2026, 12, 30), new TimeOnly(20, 0)), Sessions = days, Problems = [] };
    }

    private static SymbolDay Day(TradingSession session, int number, int symbol)
    {
        var state = (((symbol * 7) + (number * 3)) % 97) switch
        {
            10 => SymbolDayState.Partial,
            20 or 24 => SymbolDayState.Missing,
            40 => SymbolDayState.Halted,
            60 => SymbolDayState.NotListed,
            80 => SymbolDayState.Doubtful,
            _ => symbol % 12 == 2 ? SymbolDayState.NoTrades : SymbolDayState.Complete,
        };
        if (symbol < 4)
            state = (symbol, number) switch { (3, 1) => SymbolDayState.Missing, (2, 2) => SymbolDayState.Partial, (2, 0) => SymbolDayState.NoTrades, _ => SymbolDayState.Complete };
        var bars = state switch { SymbolDayState.Complete => 381, SymbolDayState.Partial or SymbolDayState.Doubtful => 120, _ => 0 };
        return new()
        {
            Symbol = $"{symbol * 37:D6}",
            State = state,
            Through = state <= SymbolDayState.Partial ? session.LastMinute : null,
            Bars = bars,
            AskFrom = state >= SymbolDayState.Partial ? session.FirstMinute : null,
            Reason = state >= SymbolDayState.Partial ? "KIS: <2 & 3>" : null,
        };
    }
}
