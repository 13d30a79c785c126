namespace Rhetenor.Data.Simulation;

/// <summary>Draws when the broker learns what of a minute. The closing bar grows until the evening. Any other bar may change at any time,
/// in some seeds also after the day's figures have settled: trades arrive late, and some are taken back.</summary>
internal sealed class Revisions
{
    private readonly SimulationRandom _random;
    private readonly IReadOnlyList<DateTimeOffset> _busy;
    private readonly int _late;
    private readonly int _percent;
    private readonly int _afterwards;

    public Revisions(SimulationRandom random, IReadOnlyList<DateTimeOffset> busy)
    {
        (_random, _busy) = (random, busy);
        // How many seconds after its end the broker knows of all trades of a minute, as a rule.
        _late = random.Below(10);
        _percent = random.Of(0, 0, 10, 40);
        _afterwards = random.Chance(10) ? 15 : 0;
    }

    public List<TruthVersion> Of(DateTime minute, int open, int close, bool isClosing, DateTimeOffset settled)
    {
        var complete = new DateTimeOffset(minute.AddMinutes(1).AddSeconds(_late), KoreaTime.Offset).UtcTicks;
        var end = settled.UtcTicks;
        var versions = new List<TruthVersion> { new(complete, open, Math.Max(open, close) + 10, Math.Min(open, close) - 10, close, _random.Between(2, 500)) };
        for (var i = isClosing ? _random.Below(5) : 0; i > 0; i--)
            Add(versions, Between(versions[^1].From, end), versions[^1] with { Volume = versions[^1].Volume + _random.Between(1, 90) });
        for (var i = _random.Chance(_percent) ? _random.Between(1, 3) : 0; i > 0; i--)
            Add(versions, When(versions[^1].From, end), Changed(versions[^1]));

        // Figures may move until the very last seconds.
        if (_random.Chance(isClosing ? 40 : _percent / 4))
            Add(versions, end - (_random.Below(15) * TimeSpan.TicksPerSecond), versions[^1] with { Volume = versions[^1].Volume + 1 });
        if (_random.Chance(_afterwards))
            Add(versions, end + (_random.Of(_random.Between(1, 200), _random.Between(200, 3000)) * TimeSpan.TicksPerMinute), Changed(versions[^1]));
        return versions;
    }

    private static void Add(List<TruthVersion> versions, long from, TruthVersion told)
    {
        if (from > versions[^1].From && !versions.Exists(version => version with { From = 0 } == told with { From = 0 }))
            versions.Add(told with { From = from });
    }

    // Within minutes, while somebody reads, or at any time of the day.
    private long When(long last, long end) => _random.Below(4) switch
    {
        0 => Math.Min(last + (_random.Between(5, 600) * TimeSpan.TicksPerSecond), end),
        1 or 2 => Math.Min(_busy[_random.Below(_busy.Count)].UtcTicks + (_random.Below(3000) * TimeSpan.TicksPerMillisecond), end),
        _ => Between(last, end),
    };

    private long Between(long last, long end) => last + ((end - last) / 1000 * _random.Between(1, 999));

    private TruthVersion Changed(TruthVersion last)
    {
        var volume = _random.Chance(80) ? last.Volume + _random.Between(1, 300) : Math.Max(1, last.Volume - _random.Between(1, 100));
        var told = last with { Volume = volume };
        return _random.Below(4) switch
        {
            0 => told with { High = told.High + (10 * _random.Between(1, 5)) },
            1 => told with { Low = told.Low - (10 * _random.Between(1, 5)) },
            2 => told with { Close = told.Open },
            _ => told,
        };
    }
}
