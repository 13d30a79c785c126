namespace Rhetenor.Data.Testing;

/// <summary>Builds a day's tape from a draw, the hours, and the closing prices of the day and of the day before.</summary>
internal sealed class TapeBuilder(Draw draw, TapeStyle style, long previousClose, long close)
{
    private const int ThinPermille = 250;
    private readonly TapeWalk _walk = new(previousClose);
    private readonly List<TapeBar> _bars = new(640);

    /// <param name="periods">The trading periods, in order of time.</param>
    /// <param name="decides">Whether the venue's last regular price is the day's closing price.</param>
    public TapeBar[] Build(IReadOnlyList<KisPeriod> periods, bool decides)
    {
        foreach (var period in periods)
        {
            if (period.Kind == KisPeriodKind.ClosingAuction)
                Auction(period);
            else if (period.Kind != KisPeriodKind.ClosingCall)
                Trade(period);
            if (period.Kind == KisPeriodKind.Regular)
                EndRegular(period, decides);
        }

        return [.. _bars];
    }

    private void Trade(KisPeriod period)
    {
        for (var minute = period.First; minute < period.End; minute++)
        {
            if (!style.Thin || Chance(minute, ThinPermille))
                _bars.Add(_walk.Minute(minute, TargetAt(period, minute), draw, style));
        }
    }

    private long TargetAt(KisPeriod period, int minute) => period.Kind switch
    {
        KisPeriodKind.PreMarket => previousClose,
        KisPeriodKind.AfterMarket => close,
        _ => previousClose + ((close - previousClose) * (minute - period.First + 1) / (period.End - period.First)),
    };

    private void Auction(KisPeriod period)
    {
        if (style.Thin && !Chance(period.First, 600))
            return;
        var volume = style.Volume(draw.For(period.First).Seed) * (style.Thin ? 2 : 12);
        _bars.Add(new TapeBar((short)period.First, (byte)draw.For("match").Of("second", 30), 1, (int)close, 0, 0, 0, volume));
    }

    // The next day starts from the last price of the regular session, with or without a closing auction.
    private void EndRegular(KisPeriod period, bool decides)
    {
        if (!decides)
            return;
        if (_bars.Count == 0)
            _bars.Add(_walk.Minute(period.First + draw.Of("lonely", period.End - period.First), close, draw, style));
        var last = _bars[^1];
        _bars[^1] = last.Trades switch
        {
            1 => last with { Price0 = (int)close },
            2 => last with { Price1 = (int)close },
            3 => last with { Price2 = (int)close },
            _ => last with { Price3 = (int)close },
        };
    }

    private bool Chance(int minute, int permille) => (int)(draw.For(minute + 20_000).Seed % 1000) < permille;
}
