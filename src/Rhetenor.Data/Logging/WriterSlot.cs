namespace Rhetenor.Data;

/// <summary>Reserves a subset of seconds for one writer's keys: those with the same remainder. Writers with different slots never
/// use the same key, so they cannot overwrite each other's objects even in a store that would allow it.</summary>
/// <remarks>All writers of a prefix must use the same number of writers, and no two may use the same slot. An object that another writer has
/// put under a key of the slot is detected by reading the key before and after a write; the bars then follow under a later one.</remarks>
public sealed record WriterSlot
{
    private const int Most = 60;

    /// <summary>Creates one of several slots.</summary>
    /// <param name="number">The writer's number, from 0 to one less than <paramref name="writers"/>.</param>
    /// <param name="writers">The number of writers, 1 to 60. The second in an object's key is late by at most this many
    /// seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public WriterSlot(int number, int writers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(writers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(writers, Most);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, writers);
        (Number, Writers) = (number, writers);
    }

    /// <summary>Gets the writer's number, from 0.</summary>
    public int Number { get; }

    /// <summary>Gets the number of writers.</summary>
    public int Writers { get; }

    /// <summary>Returns the first second of the slot at or after a time in whole seconds.</summary>
    internal DateTime Next(DateTime second)
    {
        var remainder = (int)(second.Ticks / TimeSpan.TicksPerSecond % Writers);
        return second.AddSeconds((Number - remainder + Writers) % Writers);
    }
}
