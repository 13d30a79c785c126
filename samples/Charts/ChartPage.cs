using System.Globalization;
using System.Net;
using System.Text;

namespace Charts;

/// <summary>A self-contained web page with candle charts of one symbol, for light and dark screens.</summary>
public static class ChartPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="name">The name of the symbol; null when it is unknown.</param>
    /// <param name="symbol">The short code (단축코드).</param>
    /// <param name="note">A sentence below the title.</param>
    /// <param name="charts">The charts, one below the other.</param>
    public static string Write(string? name, string symbol, string note, params IReadOnlyList<CandleChart> charts)
    {
        var title = name is null ? symbol : $"{name} {symbol}";
        var page = new StringBuilder($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(title)}</title><style>{Style}</style></head>
            <body>
            <h1><span lang="ko">{Encode(name ?? "")}</span> {Encode(symbol)}</h1>
            <p>{Encode(note)}</p>

            """);
        var isMinutes = charts.Any(chart => chart.Names.Count > 0);
        foreach (var chart in charts)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section><h2>{Encode(chart.Heading)}</h2>\n{Figures(chart.Figures, isMinutes)}\n");
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"wide\" tabindex=\"0\">{ChartDrawing.Draw(chart, $"{title}: {chart.Heading}")}</div></section>\n");
        }

        return page.Append($"""
            <p class="legend"><span class="up">■ <b>red</b> up (상승)</span> <span class="down">■ <b>blue</b> down (하락)</span> <span>╌╌ previous close (전일 종가), or the base price (기준가) on the day of an event</span></p>
            <p>The change (등락률) is against that price.{(isMinutes ? " The close (종가), high and low are those of the regular session, which ends with the closing auction (15:30 at the Korea Exchange); the after-market does not change them. The volume (거래량) is that of the whole day." : "")}</p>
            </body></html>

            """).ToString();
    }

    private static string Figures(DayFigures day, bool isMinutes)
    {
        var html = new StringBuilder("<div class=\"figures\">");
        html.Append(CultureInfo.InvariantCulture, $"<strong>{day.Close:N0} won</strong>");
        if (day is { BasePrice: > 0, Change: { } change })
        {
            var (kind, arrow) = change switch { > 0 => ("up", "▲ "), < 0 => ("down", "▼ "), _ => ("even", "") };
            html.Append(CultureInfo.InvariantCulture, $"<b class=\"{kind}\">{arrow}{Math.Abs(change):N0} ({change / day.BasePrice:+0.00%;-0.00%;0.00%})</b>");
        }

        html.Append(CultureInfo.InvariantCulture, $"<span>{(isMinutes && day.ClosedAt is null ? "last price" : "close (종가)")} of {day.Date:yyyy-MM-dd}{(day.ClosedAt is { } time ? $" {time:HH:mm}" : "")}</span></div>\n<dl>");
        if (day.BasePrice is { } price)
            Add(html, day.IsReset ? "base price" : "previous close", Won(price));
        Add(html, "open", Won(day.Open));
        Add(html, "high", Won(day.High));
        Add(html, "low", Won(day.Low));
        Add(html, "volume", Won(day.Volume));
        if (day.AfterMarket is { } after)
            Add(html, "after-market", Won(after));
        return html.Append("</dl>").ToString();
    }

    private static void Add(StringBuilder html, string name, string value) => html.Append(CultureInfo.InvariantCulture, $"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static string Won(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    // Rising candles are red and falling ones blue, as on Korean screens.
    private const string Style = """

        :root { color-scheme: light dark; --page: #ffffff; --text: #1b1f24; --soft: #57606a; --grid: #e6e9ed; --gap: #9aa5b1; --up: #d6293e; --down: #2563c9; --even: #57606a; --base: #7a5c00; }
        @media (prefers-color-scheme: dark) { :root { --page: #14171b; --text: #e4e8ec; --soft: #9aa5b1; --grid: #2a3037; --gap: #57606a; --up: #ff6b78; --down: #6ea8ff; --even: #9aa5b1; --base: #e3c565; } }
        body { margin: 0 auto; padding: 1.2rem; max-width: 78rem; background: var(--page); color: var(--text); font: 15px/1.45 system-ui, "Noto Sans KR", "Noto Sans CJK KR", sans-serif; }
        h1 { margin: 0; font-size: 1.5rem; } h2 { margin: 1.2rem 0 .3rem; font-size: 1.05rem; } p { margin: .2rem 0; color: var(--soft); }
        .figures { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem 1rem; font-variant-numeric: tabular-nums; } .figures strong { font-size: 1.6rem; } .figures > b { font-size: 1.1rem; } .figures span { color: var(--soft); }
        dl { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin: 0; } dt, dd { display: inline; margin: 0; } dt { color: var(--soft); font-size: .85rem; } dd { margin-left: .4em; }
        .wide { overflow-x: auto; } svg { display: block; width: 100%; min-width: 46rem; margin-top: .6rem; font-size: 13px; font-variant-numeric: tabular-nums; }
        text { fill: var(--soft); } .time { text-anchor: middle; } .grid { stroke: var(--grid); } .gap { stroke: var(--gap); stroke-dasharray: 2 5; }
        .base { stroke: var(--base); stroke-width: 1.5; stroke-dasharray: 7 5; } .price { fill: var(--base); font-weight: 600; }
        g.up, g.up * { stroke: var(--up); fill: var(--up); } g.down, g.down * { stroke: var(--down); fill: var(--down); } g.even, g.even * { stroke: var(--even); fill: var(--even); }
        g .volume { stroke: none; fill-opacity: .55; } g:hover { opacity: .6; }
        span.up, b.up { color: var(--up); } span.down, b.down { color: var(--down); } .legend { margin-top: .6rem; } .legend span { margin-right: 1.2rem; }

        """;
}
