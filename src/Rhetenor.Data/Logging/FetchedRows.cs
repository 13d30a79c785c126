using System.Runtime.InteropServices;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Logging;

/// <summary>The rows of an answer that become bars, and the shares of the day before them. Pure.</summary>
internal sealed class FetchedRows
{
    private readonly KlineRequest _request;
    private readonly HeldDay _held;
    private readonly List<MinuteRow> _rows;
    private readonly DateTime _from;
    private readonly DateTime _cutoff;
    private readonly DateTime _proven;
    private readonly long _shares;

    /// <param name="request">The request.</param>
    /// <param name="fetch">The answer.</param>
    /// <param name="held">The stored content.</param>
    /// <param name="over">The time before which minutes after the last known one were over; null while the day has not settled.</param>
    public FetchedRows(KlineRequest request, KlineFetch fetch, HeldDay held, DateTime? over)
    {
        (_request, _held, _rows) = (request, held, [.. fetch.Rows]);
        MinuteRows.Order(_rows);
        _from = request.After?.AddMinutes(1) ?? request.Session.Date.ToDateTime(TimeOnly.MinValue);

        // Trades after the last minute that the calendar knows are bars too.
        var through = fetch.CompletedThrough ?? request.Until;
        _cutoff = through >= request.Session.LastMinute && over > through ? over.Value : through.AddMinutes(1);
        _shares = request.SharesBefore;

        // At KRX the day's value is a witness up to the regular close.
        _proven = !fetch.Witnesses.HasFlag(KlineWitnesses.MoneyChain) ? DateTime.MinValue
            : request.Session is { Venue: Venue.Krx, ClosingAuction: { } auction } ? request.Session.Date.ToDateTime(auction) : DateTime.MaxValue;

        // Rows before the range only show whether the stored bars have changed: then everything from the first change on is converted.
        if (_rows.Exists(row => row.Minute < _from && row.Volume > 0))
        {
            var changed = _rows.FindIndex(row => row.Minute < _from && Differs(row));
            if (changed < 0)
                _shares = held.SharesBefore(request.Symbol, _from);
            else if (SharesBefore(changed) is { } before)
                (_from, _shares) = (_rows[changed].Minute, before);
        }

        _rows.RemoveAll(row => row.Minute < _from);
    }

    /// <summary>Converts the rows to bars. The cumulative volume goes on from the bars stored before them.</summary>
    public List<Kline> Bars() => KlineAggregator.Aggregate(CollectionsMarshal.AsSpan(_rows), _request.Session.Date, _cutoff, _shares);

    /// <summary>Adds the stored bars that the answer lacks. They stay, so the day's shares count them.</summary>
    /// <param name="klines">The bars of the answer.</param>
    public List<Kline> WithStored(List<Kline> klines)
    {
        if (klines.Count == 0 || !_held.Bars.HasBars(_request.Symbol))
            return klines;
        var (answered, minutes) = (_rows.ToList(), klines.Select(kline => kline.Minute).ToHashSet());
        for (var minute = _from; minute < _cutoff; minute = minute.AddMinutes(1))
        {
            if (minutes.Contains(minute) || !_held.Bars.TryGetKline(_request.Symbol, minute, out var bar))
                continue;
            var row = new MinuteRow(minute, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume, bar.AccValue ?? 0);
            _rows.Add(row);
            if (Displaced is null && !HasRoom(answered, row))
                Displaced = minute;
        }

        return _rows.Count == answered.Count ? klines : Bars();
    }

    /// <summary>Gets the first minute of a stored bar for which the answer has no row, although the day's value leaves no room for it; null
    /// for none.</summary>
    public DateTime? Displaced { get; private set; }

    // Only where the day's value follows from the answer's rows.
    private bool HasRoom(List<MinuteRow> answered, in MinuteRow stored)
    {
        var minute = stored.Minute;
        var next = answered.FindIndex(row => row.Minute > minute);
        var before = next > 0 ? answered[next - 1].AccValue : _request.LastStored?.AccValue ?? 0;
        return next < 0 || answered[next].Minute > _proven || MoneyChain.HasRoom(before, stored, answered[next]);
    }

    // The bar of the row itself or of the row before it tells. Any other stored bar may be followed by bars that cannot be read.
    private long? SharesBefore(int number)
    {
        if (_held.Bars.TryGetKline(_request.Symbol, _rows[number].Minute, out var own))
            return own.AccVolume - own.Volume;
        var before = number == 0 ? -1 : _rows.FindLastIndex(number - 1, row => row.Volume > 0);
        return before >= 0 && _held.Bars.TryGetKline(_request.Symbol, _rows[before].Minute, out var bar) ? bar.AccVolume : null;
    }

    private bool Differs(MinuteRow row) => row.Volume > 0 && DateOnly.FromDateTime(row.Minute) == _held.Bars.Date
        && !(_held.Bars.TryGetKline(_request.Symbol, row.Minute, out var kline)
            && kline.Bar.Agrees(new Kline(row.Minute, row.Open, row.High, row.Low, row.Close, row.Volume, null, row.AccValue > 0 ? row.AccValue : null).Bar));
}
