using Rhetenor.Data.Klines;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>Brings the prices and volumes of a day from the events that they account for to those that they should account for. Pure.</summary>
internal sealed class DayScale
{
    private const int Decimals = 4;

    // Orders may be executed at the middle of two prices since Nextrade opened.
    private static readonly DateOnly HalfTicks = new(2025, 3, 4);
    private readonly IReadOnlyList<AdjustmentFactor> _held, _wanted;
    private readonly DateOnly _date;
    private readonly decimal _heldPrice, _price, _shares;

    /// <param name="date">The day.</param>
    /// <param name="held">The events that the prices account for.</param>
    /// <param name="wanted">The events that they should account for.</param>
    public DayScale(DateOnly date, IReadOnlyList<AdjustmentFactor> held, IReadOnlyList<AdjustmentFactor> wanted)
    {
        (_date, _held, _wanted, _heldPrice, _price) = (date, held, wanted, Product(held), Product(wanted));
        _shares = Product(wanted.Except(held).Where(one => one.ScalesVolume)) / Product(held.Except(wanted).Where(one => one.ScalesVolume));
    }

    /// <summary>Scales the bars of a day.</summary>
    /// <returns>Whether the prices are exact. They are not when KIS rounded them, and ticks do not show which were traded.</returns>
    public bool Apply(KlineColumns columns, int start, int end)
    {
        if (_held.Count == 0 && _wanted.Count == 0)
            return true;
        Span<double> open = columns.Open.AsSpan(start..end), high = columns.High.AsSpan(start..end), low = columns.Low.AsSpan(start..end), close = columns.Close.AsSpan(start..end);
        var areTraded = _held.Count > 0 && AreFound(open) && AreFound(high) && AreFound(low) && AreFound(close);
        var isSame = _held.Count == _wanted.Count && !_held.Except(_wanted).Any();
        if (areTraded || !isSame)
        {
            foreach (var prices in (ReadOnlySpan<double[]>)[columns.Open, columns.High, columns.Low, columns.Close])
            {
                for (var i = start; i < end; i++)
                    prices[i] = (double)Math.Round((areTraded ? Traded(prices[i])!.Value : (decimal)prices[i] / _heldPrice) * _price, Decimals, MidpointRounding.AwayFromZero);
            }
        }

        ScaleVolumes(columns, start, end);
        return areTraded || !_held.Except(_wanted).Any();
    }

    private static decimal Product(IEnumerable<AdjustmentFactor> events) => events.Aggregate(1m, (product, one) => product * one.Factor);

    private void ScaleVolumes(KlineColumns columns, int start, int end)
    {
        if (_shares == 1)
            return;

        // The sum of the day continues to be that of the bars.
        var (before, sum) = (0L, 0L);
        for (var i = start; i < end; i++)
        {
            var (volume, acc) = (columns.Volume[i], columns.AccVolume[i]);
            columns.Volume[i] = Shares(volume);
            if (acc < 0)
                continue;
            sum += Shares(acc - volume - before) + columns.Volume[i];
            (columns.AccVolume[i], before) = (sum, acc);
        }
    }

    private long Shares(long shares) => (long)Math.Round(shares / _shares, MidpointRounding.AwayFromZero);

    private bool AreFound(ReadOnlySpan<double> prices)
    {
        foreach (var price in prices)
        {
            if (Traded(price) is null)
                return false;
        }

        return true;
    }

    // KIS rounds adjusted prices to whole won. The price that was traded is found when no other valid price is as near.
    private decimal? Traded(double won)
    {
        var change = _held[0].Change;
        if (change.SecurityGroup.Length == 0)
            return null;
        var price = (decimal)won / _heldPrice;
        var error = (0.5m / _heldPrice) + (price * _held.Sum(one => one.Change.Reset!.Error));
        var step = TickSize.Of(Math.Max(0, price - error), change.Market, change.SecurityGroup, _date) / (_date < HalfTicks ? 1m : 2m);
        return error < step / 2 ? Math.Round(price / step, MidpointRounding.AwayFromZero) * step : null;
    }
}
