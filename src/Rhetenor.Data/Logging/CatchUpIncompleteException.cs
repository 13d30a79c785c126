namespace Rhetenor.Data;

/// <summary>Some symbols of a catch-up are not up to date.</summary>
public sealed class CatchUpIncompleteException : RhetenorException
{
    internal CatchUpIncompleteException(CatchUpReport report)
        : base(Describe(report)) => Report = report;

    /// <summary>Gets the report of the catch-up.</summary>
    public CatchUpReport Report { get; }

    private static string Describe(CatchUpReport report)
    {
        var first = report.Symbols.First(outcome => !outcome.IsComplete);
        return $"{report}. The first that is not complete is {first.Symbol}: {first.Reason}";
    }
}
