using System.Globalization;
using System.Net;
using System.Text;
using Rhetenor.Data;

namespace QuickStart;

/// <summary>A self-contained web page with a session's candles and the volume below.</summary>
internal sealed class Chart
{
    private const int Minutes = 5, Width = 1160, Height = 640, Left = 20, Right = 1070, GapInCandles = 2;
    private readonly StringBuilder _svg = new();
    private readonly Dictionary<DateTime, double> _x = [];
    private readonly double _step;
    private readonly Scale _prices;
    private readonly Scale _volumes;

    private Chart(TradingSession session, IReadOnlyList<Candle> candles)
    {
        var starts = Candle.Starts(session, Minutes);
        var gaps = starts.Zip(starts.Skip(1)).Count(pair => IsGap(pair.First, pair.Second));
        _step = (Right - Left) / (double)(starts.Count + (gaps * GapInCandles));
        var x = Left + (_step / 2);
        for (var i = 0; i < starts.Count; i++)
        {
            if (i > 0 && IsGap(starts[i - 1], starts[i]))
            {
                var middle = x + ((GapInCandles - 1) * _step / 2);
                Add($"<line class='gap' x1='{middle:F1}' x2='{middle:F1}' y1='90' y2='600'/>");
                x += GapInCandles * _step;
            }

            _x[starts[i]] = x;
            x += _step;
        }

        var (low, high) = ((double)candles.Min(candle => candle.Low), (double)candles.Max(candle => candle.High));
        var room = Math.Max(high - low, high * 0.001) * 0.05;
        _prices = new Scale(low - room, high + room, 90, 450);
        _volumes = new Scale(0, Math.Max(1, candles.Max(candle => candle.Volume)) * 1.05, 480, 600);
    }

    public static string Page(TradingSession session, string title, IReadOnlyList<Candle> candles)
    {
        var chart = new Chart(session, candles);
        chart.AddAxes();
        foreach (var period in session.Periods)
            chart.AddPeriod(session.Date, period);
        foreach (var candle in candles.Where(candle => chart._x.ContainsKey(candle.Start)))
            chart.AddCandle(candle);
        var (open, close) = (candles[0].Open, candles[^1].Close);
        var summary = string.Create(CultureInfo.InvariantCulture,
            $"{session.Date:yyyy-MM-dd}, {Place(session.Venue)} · open {open:N0} · high {candles.Max(c => c.High):N0} · low {candles.Min(c => c.Low):N0} · close {close:N0} won ({(close - open) / open:+0.00%;-0.00%}) · {candles.Sum(c => c.Volume):N0} shares");
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(title)}</title><style>{Style}</style></head>
            <body>
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{WebUtility.HtmlEncode(title)}">
            <text class="title" x="{Left}" y="34">{WebUtility.HtmlEncode(title)}</text>
            <text class="note" x="{Left}" y="60">{WebUtility.HtmlEncode(summary)}</text>
            {chart._svg}</svg>
            </body>
            </html>
            """;
    }

    private void AddAxes()
    {
        Add($"<text class='unit' x='{Right + 8}' y='82'>won</text><text class='unit' x='{Right + 8}' y='472'>shares</text>");
        foreach (var tick in _prices.Ticks(7))
            AddRow(_prices.Y(tick), tick.ToString("N0", CultureInfo.InvariantCulture));
        foreach (var tick in _volumes.Ticks(4))
            AddRow(_volumes.Y(tick), Short(tick));
        foreach (var (start, x) in _x.Where(place => place.Key.Minute == 0))
        {
            var left = x - (_step / 2);
            Add($"<line class='grid' x1='{left:F1}' x2='{left:F1}' y1='90' y2='600'/><text class='time' x='{left:F1}' y='620'>{start:HH:mm}</text>");
        }
    }

    private void AddPeriod(DateOnly date, TradingPeriod period)
    {
        var first = _x.Keys.First(start => start.AddMinutes(Minutes) > date.ToDateTime(period.First));
        var name = period.Phase switch { TradingPhase.PreMarket => "pre-market", TradingPhase.Regular => "regular", _ => "after-market" };
        Add($"<text class='unit' x='{_x[first] - (_step / 2):F1}' y='82'>{name}</text>");
    }

    private void AddRow(double y, string label) =>
        Add($"<line class='grid' x1='{Left}' x2='{Right}' y1='{y:F1}' y2='{y:F1}'/><text x='{Right + 8}' y='{y + 4:F1}'>{label}</text>");

    private void AddCandle(Candle candle)
    {
        var x = _x[candle.Start];
        var width = _step * 0.7;
        var (top, bottom) = (Y(Math.Max(candle.Open, candle.Close)), Y(Math.Min(candle.Open, candle.Close)));
        var volume = _volumes.Y(candle.Volume);
        Add($"<g class='{(candle.Close > candle.Open ? "up" : candle.Close < candle.Open ? "down" : "even")}'>");
        Add($"<title>{candle.Start:HH:mm}  open {candle.Open:N0}  high {candle.High:N0}  low {candle.Low:N0}  close {candle.Close:N0}  volume {candle.Volume:N0}</title>");
        Add($"<line x1='{x:F1}' x2='{x:F1}' y1='{Y(candle.High):F1}' y2='{Y(candle.Low):F1}'/>");
        Add($"<rect x='{x - (width / 2):F1}' y='{top:F1}' width='{width:F1}' height='{Math.Max(1, bottom - top):F1}'/>");
        Add($"<rect class='volume' x='{x - (width / 2):F1}' y='{volume:F1}' width='{width:F1}' height='{600 - volume:F1}'/></g>");
    }

    private double Y(decimal price) => _prices.Y((double)price);

    private void Add(FormattableString text) => _svg.AppendLine(text.ToString(CultureInfo.InvariantCulture));

    private static bool IsGap(DateTime left, DateTime right) => right - left > TimeSpan.FromMinutes(Minutes);

    private static string Place(Venue venue) => venue switch { Venue.Krx => "Korea Exchange", Venue.Nextrade => "Nextrade", _ => "both exchanges" };

    private static string Short(double shares) => shares switch
    {
        >= 1_000_000 => (shares / 1_000_000).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 1_000 => (shares / 1_000).ToString("0.##", CultureInfo.InvariantCulture) + "K",
        _ => shares.ToString("0", CultureInfo.InvariantCulture),
    };

    // Rising candles are red and falling ones blue, as on Korean screens.
    private const string Style = """
        body { margin: 16px; background: #fff; }
        svg { display: block; width: 100%; max-width: 1400px; margin: auto; font: 12px system-ui, "Noto Sans KR", sans-serif; }
        text { fill: #555; } .title { font-size: 22px; font-weight: 600; fill: #111; } .note { font-size: 14px; }
        .time { text-anchor: middle; } .unit { fill: #999; }
        .grid { stroke: #e8e8e8; } .gap { stroke: #aaa; stroke-dasharray: 4 4; }
        .up { stroke: #d6293e; fill: #d6293e; } .down { stroke: #2563c9; fill: #2563c9; } .even { stroke: #666; fill: #666; }
        .volume { stroke: none; fill-opacity: .55; } g:hover { opacity: .6; }
        """;
}
