using Rhetenor.Data;

namespace BotTests;

/// <summary>A small trading bot: it buys when a five-minute close is above the six candles before it, and sells when one is below them.</summary>
/// <remarks>It knows a feed, and nothing of where the bars come from.</remarks>
internal sealed class Bot(Action<string> order)
{
    private const int Candles = 6;
    private readonly Queue<Kline> _before = new();
    private bool _holds;

    public static KlineResampling Frame { get; } = KlineResampling.Minutes(5);

    public async Task RunAsync(IKlineFeed feed, string symbol)
    {
        await foreach (KlineFeedSlice slice in feed.ReadAsync())
        {
            if (slice.Kind != KlineFeedKind.New || slice.Frame != Frame)
                continue;
            foreach (var (_, bar) in slice.Bars.Where(bar => bar.Symbol == symbol))
                OnCandle(bar);
        }
    }

    private void OnCandle(Kline candle)
    {
        if (_before.Count == Candles)
        {
            if (!_holds && candle.Close > _before.Max(one => one.High))
                Order("buy", candle);
            else if (_holds && candle.Close < _before.Min(one => one.Low))
                Order("sell", candle);
            _before.Dequeue();
        }

        _before.Enqueue(candle);
    }

    private void Order(string side, Kline candle)
    {
        _holds = !_holds;
        order(FormattableString.Invariant($"{side} after {candle.Minute:HH:mm} at {candle.Close:0}"));
    }
}
