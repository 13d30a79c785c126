namespace Rhetenor.Data.Hantoo;

/// <summary>A further request that the answers need before they are believed.</summary>
/// <param name="Cursor">The last minute of a page; null for the totals of the session.</param>
/// <param name="Until">The minute down to which rows are needed: those before it are known. Null for all rows of the range.</param>
/// <param name="Times">The number of times that it was requested for the same reason.</param>
internal readonly record struct WalkQuestion(DateTime? Cursor, DateTime? Until = null, int Times = 0)
{
    /// <summary>The number of times that a question is repeated before it is given up.</summary>
    public const int Patience = 3;

    /// <summary>Returns the time to wait before a question is repeated: 1, 4 and 16 seconds.</summary>
    /// <param name="times">The number of times that it was repeated before.</param>
    public static TimeSpan WaitAfter(int times) => TimeSpan.FromSeconds(1 << (2 * times));

    /// <summary>Asks for the totals of the session.</summary>
    public static WalkQuestion Totals => default;
}
