namespace Rhetenor.Data;

/// <summary>A catch-up did not bring every symbol up to date.</summary>
public sealed class CatchUpIncompleteException : RhetenorException
{
    internal CatchUpIncompleteException(CatchUpReport report)
        : base(Describe(report)) => Report = report;

    /// <summary>What became of every symbol.</summary>
    public CatchUpReport Report { get; }

    private static string Describe(CatchUpReport report)
    {
        var first = report.Symbols.First(outcome => !outcome.IsUpToDate);
        return $"{report}. The first that is not complete is {first.Symbol}: {first.Reason}";
    }
}
