using System.Globalization;
using System.Net;
using System.Text;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>Formats a coverage report as an HTML page without other files. A small script inside filters its rows; without scripts, the page
/// shows all of them.</summary>
/// <remarks>Values are encoded one by one. A template engine would add a dependency for all users of the library because of this
/// one page.</remarks>
internal static partial class CoverageHtml
{
    private const int MostProblems = 50, MostReasons = 12, MostSymbols = 40, MostSessions = 66;

    public static string Write(CoverageReport report, QualityReport? quality)
    {
        var html = new StringBuilder();
        Add(html, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        Add(html, $"<title>Coverage {report.Venue.ToCode()} {report.From.ToText()} to {report.To.ToText()}</title>\n<style>{Style}</style></head><body>\n");
        Add(html, $"<header><h1>Coverage: {Encode(report.Venue.ToWords())}</h1>\n<p>{report.From.ToText()} to {report.To.ToText()}: {Texts.Count(report.Sessions.Count, "session")}, {Texts.Count(report.Symbols, "symbol")}, {Texts.Count(report.Bars, "bar")}. ");
        Add(html, $"As of {report.Made.DateTime.ToMinuteText()}; all times are Korean.</p></header>\n");
        Verdict(html, report);
        if (report.SymbolDays > 0)
        {
            Tiles(html, report);
            Calendar(html, report);
            if (HasGrid(report))
                Grid(html, report);
            else
                OpenSymbols(html, report);
            Periods(html, report);
            Reasons(html, report);
        }

        Problems(html, report.Problems);
        if (quality is not null)
            Quality(html, report, quality);
        return html.Append("</body></html>\n").ToString();
    }

    private static void Verdict(StringBuilder html, CoverageReport report)
    {
        var open = report.Sessions.Sum(session => session.Symbols.Count - session.Final);
        var sentence = report.SymbolDays == 0 ? "No session of the range has begun, or there are no symbols."
            : report.IsFinal ? "Nothing is missing."
            : open == 0 ? "Nothing is known to be missing, but some objects cannot be read."
            : string.Create(CultureInfo.InvariantCulture, $"{open:N0} of {report.SymbolDays:N0} symbol days are not final.");
        Add(html, $"<p class=\"verdict {(report.IsFinal && report.SymbolDays > 0 ? "good" : "bad")}\">{sentence}</p>\n");
    }

    private static void Tiles(StringBuilder html, CoverageReport report)
    {
        html.Append("<section><h2>Symbol days by state</h2><p>A symbol day is one symbol in one session (거래일). It is final when nothing is missing and no more bars will follow: complete, no trades, halted or not listed.</p><div class=\"tiles\">\n");
        foreach (var state in SymbolDayStates.All)
        {
            var count = report.Count(state);
            Add(html, $"<div class=\"tile{(count == 0 ? " none" : "")}\"><span class=\"key {Class(state)}\">{Letter(state)}</span><b>{count:N0}</b><small>{Percent(count, report.SymbolDays)} %</small><h3>{state.ToWords()} <span lang=\"ko\">{Korean(state)}</span></h3><p>{Meaning(state)}</p></div>\n");
        }

        html.Append("</div></section>\n");
    }

    private static void Periods(StringBuilder html, CoverageReport report)
    {
        var isShort = report.Sessions.Count <= MostSessions;
        var periods = isShort ? report.Sessions.Select(CoverageDigest.Of) : CoverageDigest.Months(report);
        var states = SymbolDayStates.All.Where(state => state == SymbolDayState.Complete || report.Count(state) > 0).ToList();
        Add(html, $"<section><h2>{(isShort ? "Sessions" : "Months")}</h2><div class=\"wide\"><table class=\"numbers\"><tr><th>{(isShort ? "session" : "month")}</th><th></th>");
        foreach (var state in states)
            Add(html, $"<th>{state.ToWords()}</th>");
        html.Append("<th>bars</th></tr>\n");
        foreach (var period in periods)
        {
            Add(html, $"<tr><th>{period.Label}</th><td><span class=\"bar\" role=\"img\" aria-label=\"{Percent(period.Total - period.Open, period.Total)} % final\">");
            foreach (var state in states.Where(state => period.Counts[(int)state] > 0))
                Add(html, $"<i class=\"{Class(state)}\" style=\"flex:{period.Counts[(int)state]}\"></i>");
            html.Append("</span></td>");
            foreach (var state in states)
                Add(html, $"<td>{Number(period.Counts[(int)state])}</td>");
            Add(html, $"<td>{period.Bars:N0}</td></tr>\n");
        }

        html.Append("</table></div></section>\n");
    }

    private static void Reasons(StringBuilder html, CoverageReport report)
    {
        var reasons = CoverageDigest.Reasons(report);
        if (reasons.Count == 0)
            return;
        html.Append("<section><h2>Why</h2><div class=\"wide\"><table class=\"list\"><tr><th>symbol days</th><th>reason</th></tr>\n");
        foreach (var (reason, days, _) in reasons.Take(MostReasons))
            Add(html, $"<tr><td>{days:N0}</td><td>{Encode(reason)}</td></tr>\n");
        More(html, reasons.Count - MostReasons, 2);
        html.Append("</table></div></section>\n");
    }

    private static void Problems(StringBuilder html, IReadOnlyList<StoreProblem> problems)
    {
        if (problems.Count == 0)
            return;
        Add(html, $"<section><h2>Objects that cannot be read completely: {problems.Count:N0}</h2><div class=\"wide\"><table class=\"list\"><tr><th>object</th><th>what is wrong</th></tr>\n");
        foreach (var problem in problems.Take(MostProblems))
            Add(html, $"<tr><td><code>{Encode(problem.Key)}</code></td><td>{Encode(problem.Message)}</td></tr>\n");
        More(html, problems.Count - MostProblems, 2);
        html.Append("</table></div></section>\n");
    }

    private static void More(StringBuilder html, int count, int columns)
    {
        if (count > 0)
            Add(html, $"<tr><td colspan=\"{columns}\">and {count:N0} more</td></tr>\n");
    }

    // The code of a symbol, and its name where a master contains it.
    private static string Symbol(CoverageReport report, string symbol) =>
        report.Names.TryGetValue(symbol, out var name) ? $"{Encode(symbol)} <span lang=\"ko\">{Encode(name)}</span>" : Encode(symbol);

    // What the filter looks for in a row.
    private static string Words(CoverageReport report, string symbol) => Encode($"{symbol} {report.Names.GetValueOrDefault(symbol)}".Trim());

    // The box is for scripts only, so the script shows it. It hides rows in all tables of symbols.
    private static void Filter(StringBuilder html) => html.Append("""
        <p class="filter" hidden><label>Show symbols with <input type="search" placeholder="code or name"></label></p>
        <script>
        { const box = document.querySelector(".filter input");
          box.closest(".filter").hidden = false;
          box.addEventListener("input", () => { const text = box.value.trim().toLowerCase();
            for (const row of document.querySelectorAll("tr[data-symbol]")) row.hidden = !row.dataset.symbol.toLowerCase().includes(text); }); }
        </script>

        """);

    private static string Number(long count) => count == 0 ? "" : count.ToString("N0", CultureInfo.InvariantCulture);

    // Rounded down, so that only a complete session shows 100.
    private static string Percent(long part, long all) =>
        (all == 0 ? 0 : Math.Floor(1000m * part / all) / 10).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static void Add(StringBuilder html, FormattableString text) => html.Append(text.ToString(CultureInfo.InvariantCulture));
}
