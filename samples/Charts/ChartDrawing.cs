using System.Globalization;
using System.Net;
using System.Text;

namespace Charts;

/// <summary>The SVG of one chart: candles, the dashed line of the base price, and the volume below.</summary>
internal sealed class ChartDrawing
{
    private const int Width = 1160, Height = 520, Left = 12, Right = 1030, Top = 26, PriceBottom = 350, VolumeTop = 384, Bottom = 484;
    private const int GapInCandles = 2, CloseLabels = 46, CloseTicks = 15;
    private readonly StringBuilder _svg = new();
    private readonly Dictionary<DateTime, double> _x = [];
    private readonly CandleChart _chart;
    private readonly double _step;
    private readonly Scale _prices;
    private readonly Scale _volumes;

    private ChartDrawing(CandleChart chart)
    {
        _chart = chart;
        var places = chart.Places;
        var gaps = places.Zip(places.Skip(1)).Count(pair => pair.Second - pair.First > chart.LongestStep);
        _step = (Right - Left) / (double)(places.Count + (gaps * GapInCandles));
        var x = Left + (_step / 2);
        for (var i = 0; i < places.Count; i++)
        {
            if (i > 0 && places[i] - places[i - 1] > chart.LongestStep)
            {
                var middle = x + ((GapInCandles - 1) * _step / 2);
                Add($"<line class='gap' x1='{middle:F1}' x2='{middle:F1}' y1='{Top}' y2='{Bottom}'/>");
                x += GapInCandles * _step;
            }

            _x[places[i]] = x;
            x += _step;
        }

        var (low, high) = (chart.Candles.Min(candle => candle.Low), chart.Candles.Max(candle => candle.High));
        if (chart.Figures.BasePrice is { } basePrice)
            (low, high) = (Math.Min(low, basePrice), Math.Max(high, basePrice));
        var room = Math.Max(high - low, high * 0.001) * 0.05;
        _prices = new Scale(low - room, high + room, Top, PriceBottom);
        _volumes = new Scale(0, Math.Max(1, chart.Candles.Max(candle => candle.Volume)) * 1.05, VolumeTop, Bottom);
    }

    public static string Draw(CandleChart chart, string label)
    {
        var drawing = new ChartDrawing(chart);
        drawing.AddAxes();
        foreach (var candle in chart.Candles.Where(candle => drawing._x.ContainsKey(candle.Start)))
            drawing.AddCandle(candle);
        drawing.AddBase();
        return string.Create(CultureInfo.InvariantCulture, $"<svg viewBox='0 0 {Width} {Height}' role='img' aria-label='{WebUtility.HtmlEncode(label)}'>\n{drawing._svg}</svg>");
    }

    private void AddAxes()
    {
        Add($"<text class='unit' x='{Right + 8}' y='{Top - 10}'>won</text><text class='unit' x='{Right + 8}' y='{VolumeTop - 8}'>shares</text>");
        Add($"<text class='unit' x='{Right + 8}' y='{Bottom + 22}'>KST</text>");
        foreach (var tick in _prices.Ticks(7))
            AddRow(_prices.Y(tick), tick.ToString("N0", CultureInfo.InvariantCulture), _chart.Figures.BasePrice is not { } price || Math.Abs(_prices.Y(price) - _prices.Y(tick)) > CloseTicks);
        foreach (var tick in _volumes.Ticks(4))
            AddRow(_volumes.Y(tick), Short(tick), true);
        var free = double.MinValue;
        foreach (var (place, text) in _chart.Times)
        {
            var left = _x[place] - (_step / 2);
            Add($"<line class='grid' x1='{left:F1}' x2='{left:F1}' y1='{Top}' y2='{Bottom}'/>");
            if (left < free || left > Right - (CloseLabels / 2))
                continue;
            Add($"<text class='time' x='{Math.Max(left, CloseLabels / 2):F1}' y='{Bottom + 22}'>{text}</text>");
            free = left + CloseLabels;
        }

        foreach (var (place, text) in _chart.Names)
            Add($"<text class='unit' x='{_x[place] - (_step / 2):F1}' y='{Top - 10}'>{text}</text>");
    }

    private void AddRow(double y, string label, bool isLabelled)
    {
        Add($"<line class='grid' x1='{Left}' x2='{Right}' y1='{y:F1}' y2='{y:F1}'/>");
        if (isLabelled)
            Add($"<text x='{Right + 8}' y='{y + 4:F1}'>{label}</text>");
    }

    private void AddCandle(Candle candle)
    {
        var x = _x[candle.Start];
        var width = _step * 0.7;
        var (top, bottom) = (_prices.Y(Math.Max(candle.Open, candle.Close)), _prices.Y(Math.Min(candle.Open, candle.Close)));
        var volume = _volumes.Y(candle.Volume);
        Add($"<g class='{(candle.Close > candle.Open ? "up" : candle.Close < candle.Open ? "down" : "even")}'>");
        Add($"<title>{candle.Start.ToString(_chart.StartFormat, CultureInfo.InvariantCulture)}  open {candle.Open:N0}  high {candle.High:N0}  low {candle.Low:N0}  close {candle.Close:N0}  volume {candle.Volume:N0}</title>");
        Add($"<line x1='{x:F1}' x2='{x:F1}' y1='{_prices.Y(candle.High):F1}' y2='{_prices.Y(candle.Low):F1}'/>");
        Add($"<rect x='{x - (width / 2):F1}' y='{top:F1}' width='{width:F1}' height='{Math.Max(1, bottom - top):F1}'/>");
        Add($"<rect class='volume' x='{x - (width / 2):F1}' y='{volume:F1}' width='{width:F1}' height='{Bottom - volume:F1}'/></g>");
    }

    private void AddBase()
    {
        if (_chart.Figures.BasePrice is not { } price)
            return;
        var y = _prices.Y(price);
        Add($"<line class='base' x1='{Left}' x2='{Right}' y1='{y:F1}' y2='{y:F1}'/>");
        Add($"<text class='price' x='{Right + 8}' y='{y + 4:F1}'>{price:N0} <tspan lang='ko'>{_chart.Figures.BaseName}</tspan></text>");
    }

    private void Add(FormattableString text) => _svg.AppendLine(text.ToString(CultureInfo.InvariantCulture));

    private static string Short(double shares) => shares switch
    {
        >= 1_000_000 => (shares / 1_000_000).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 1_000 => (shares / 1_000).ToString("0.##", CultureInfo.InvariantCulture) + "K",
        _ => shares.ToString("0", CultureInfo.InvariantCulture),
    };
}
