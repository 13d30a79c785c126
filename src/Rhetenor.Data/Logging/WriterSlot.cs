namespace Rhetenor.Data;

/// <summary>Which seconds a writer may name its objects by: those that leave the same remainder. Writers of different slots never
/// take the same name, so that none overwrites another's object even where the store would let it.</summary>
/// <remarks>All writers of a prefix must agree on their number, and no two may have the same slot.</remarks>
public sealed record WriterSlot
{
    private const int Most = 60;

    /// <summary>A slot of several.</summary>
    /// <param name="number">The writer, from 0 to one less than <paramref name="writers"/>.</param>
    /// <param name="writers">How many there are, 1 to 60. An object's second is late by as many at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slot.</exception>
    public WriterSlot(int number, int writers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(writers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(writers, Most);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, writers);
        (Number, Writers) = (number, writers);
    }

    /// <summary>The writer, from 0.</summary>
    public int Number { get; }

    /// <summary>How many writers there are.</summary>
    public int Writers { get; }

    /// <summary>The first second of the slot that is not before a time of whole seconds.</summary>
    internal DateTime Next(DateTime second)
    {
        var remainder = (int)(second.Ticks / TimeSpan.TicksPerSecond % Writers);
        return second.AddSeconds((Number - remainder + Writers) % Writers);
    }
}
