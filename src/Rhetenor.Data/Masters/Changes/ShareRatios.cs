namespace Rhetenor.Data.Masters;

/// <summary>The ratios of shares before to shares after that companies decide on.</summary>
internal static class ShareRatios
{
    private const int MostToOne = 100, Tenths = 10;

    /// <summary>Gets the whole ratios, from two shares for one on.</summary>
    public static IReadOnlyList<decimal> Whole { get; } = [.. Enumerable.Range(2, MostToOne - 1).Select(count => (decimal)count)];

    /// <summary>Gets whole ratios, their inverses, and those of reductions to some tenths of the shares.</summary>
    public static IReadOnlyList<decimal> Simple { get; } =
        [.. Whole.Concat(Whole.Select(count => 1 / count)).Concat(Enumerable.Range(1, Tenths - 1).Select(part => (decimal)Tenths / part)).Distinct()];
}
