namespace Rhetenor.Data.Core;

/// <summary>Waits that double.</summary>
internal static class Doubling
{
    /// <summary>Returns a wait that doubles with each time, up to a maximum.</summary>
    /// <param name="first">The first wait.</param>
    /// <param name="most">The maximum.</param>
    /// <param name="times">The number of times that it doubles.</param>
    public static TimeSpan After(TimeSpan first, TimeSpan most, int times) =>
        first <= TimeSpan.Zero ? TimeSpan.Zero : times >= Math.Log2(most / first) ? most : first * Math.Pow(2, times);
}
