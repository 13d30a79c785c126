namespace Rhetenor.Data.Storage;

/// <summary>Compares keys by their UTF-8 bytes, the order in which S3 lists them.</summary>
/// <remarks>Ordinal string comparison differs: it orders characters above U+FFFF before U+E000. The framework has no comparer by code
/// point, and encoding each key to compare its bytes would allocate.</remarks>
internal sealed class KeyOrder : IComparer<string>
{
    public static KeyOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return x is null ? (y is null ? 0 : -1) : 1;
        var common = x.AsSpan().CommonPrefixLength(y);
        if (common == x.Length || common == y.Length)
            return x.Length.CompareTo(y.Length);
        return Rank(x[common]).CompareTo(Rank(y[common]));
    }

    // A surrogate pair encodes to four bytes, which sort after the three bytes of any single unit.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
