namespace Rhetenor.Data.Testing;

/// <summary>The ticks of one registration, from an instant on, session after session.</summary>
internal sealed class TickSource
{
    private const int LongestClosureDays = 60;

    private readonly KisTruth _truth;
    private IReadOnlyList<TruthTick> _ticks = [];
    private DateOnly _date;
    private int _next;

    public TickSource(KisTruth truth, Venue venue, string symbol, DateTimeOffset from)
    {
        (_truth, Venue, Symbol, _date) = (truth, venue, symbol, KoreaTime.DateOf(from));
        _ticks = truth.Ticks(venue, _date, symbol);
        while (_next < _ticks.Count && Instant(_ticks[_next]) < from)
            _next++;
        Settle();
    }

    public Venue Venue { get; }

    public string Symbol { get; }

    /// <summary>Gets the instant of the next trades; null when the market is over for good.</summary>
    public DateTimeOffset? Due { get; private set; }

    /// <summary>Takes the trades of the next instant.</summary>
    public IReadOnlyList<Tick> Take()
    {
        var taken = new List<Tick>();
        for (var second = _ticks[_next].Second; _next < _ticks.Count && _ticks[_next].Second == second; _next++)
        {
            var tick = _ticks[_next];
            taken.Add(new Tick
            {
                Symbol = Symbol,
                Venue = Venue,
                Time = _date.ToDateTime(TimeOnly.MinValue).AddSeconds(tick.Second),
                Price = tick.Price,
                Volume = tick.Volume,
                AccVolume = tick.AccVolume,
                AccValue = tick.AccValue,
                IsBuy = tick.IsBuy,
                Change = tick.Price - _truth.PreviousClose(_date, Symbol),
                Ask = tick.Price + PricePath.TickOf(tick.Price),
                Bid = tick.IsBuy ? null : tick.Price - PricePath.TickOf(tick.Price),
            });
        }

        Settle();
        return taken;
    }

    private void Settle()
    {
        for (var days = 0; _next == _ticks.Count && days < LongestClosureDays; days++)
        {
            _date = _date.AddDays(1);
            (_ticks, _next) = (_truth.Ticks(Venue, _date, Symbol), 0);
        }

        Due = _next < _ticks.Count ? Instant(_ticks[_next]) : null;
    }

    private DateTimeOffset Instant(in TruthTick tick) => KoreaTime.At(_date, TimeOnly.MinValue).AddSeconds(tick.Second);
}
