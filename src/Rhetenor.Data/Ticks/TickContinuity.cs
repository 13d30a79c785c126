namespace Rhetenor.Data.Ticks;

/// <summary>The place of a tick among those before it.</summary>
internal enum TickPlace
{
    /// <summary>The next one, after a hole or without.</summary>
    Next,

    /// <summary>It belongs into a hole.</summary>
    Late,

    /// <summary>It was given before.</summary>
    Repeated,
}

/// <summary>The place of a tick, and the holes that it shows.</summary>
/// <param name="Place">Its place.</param>
/// <param name="Hole">The hole before it; null for none.</param>
/// <param name="Filled">The hole that it closed; null for none.</param>
internal readonly record struct TickStep(TickPlace Place, TickHole? Hole = null, TickHole? Filled = null);

/// <summary>Shows of the ticks of one symbol whether one is missing. KIS sends no number of a message: the volume of the day is the only witness. That of a
/// tick minus its own shares is that of the tick before, or there is a hole.</summary>
internal sealed class TickContinuity
{
    // Repeated ticks come soon after the first.
    private const int Remembered = 256;

    // Late ticks come soon after their hole.
    private const int MostOpen = 1_000;

    private readonly Tick?[] _last = new Tick?[Remembered];
    private readonly List<TickHole> _open = [];
    private int _count;
    private DateOnly _date;
    private long _high;
    private DateTime? _time;

    public TickStep Take(Tick tick)
    {
        var date = DateOnly.FromDateTime(tick.Time);
        if (date < _date)
            return new(TickPlace.Repeated);
        if (date > _date)
            Begin(date);
        var (low, high) = (tick.AccVolume - tick.Volume, tick.AccVolume);
        if (high <= _high && Array.Exists(_last, other => other is not null && IsSame(other, tick)))
            return new(TickPlace.Repeated);

        // A tick after the end of a hole does not belong into it: the day's volume at that end was too large.
        if (high <= _high && _open.Find(hole => tick.Time <= hole.Until && hole.TryClose(low, high)) is { } filled)
        {
            Remember(tick);
            if (filled.IsOpen)
                return new(TickPlace.Late);
            _open.Remove(filled);
            return new(TickPlace.Late, Filled: filled);
        }

        var found = low == _high ? null : new TickHole(_time, tick.Time, _high, low);
        if (found is { IsOpen: true })
        {
            if (_open.Count == MostOpen)
                _open.RemoveAt(0);
            _open.Add(found);
        }

        (_high, _time) = (high, tick.Time);
        Remember(tick);
        return new(TickPlace.Next, found);
    }

    private void Begin(DateOnly date)
    {
        (_date, _high, _time, _count) = (date, 0, null, 0);
        _open.Clear();
        Array.Clear(_last);
    }

    private void Remember(Tick tick) => _last[_count++ % Remembered] = tick;

    private static bool IsSame(Tick one, Tick other) =>
        one.AccVolume == other.AccVolume && one.Volume == other.Volume && one.Price == other.Price && one.Time == other.Time;
}
