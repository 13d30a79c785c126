using System.Globalization;

namespace Rhetenor.Data.Klines;

/// <summary>A kline or coverage object does not have the stored format. Nothing of the object is used.</summary>
internal sealed class KlineFormatException : RhetenorException
{
    public KlineFormatException(int line, string where, string expected, string found, Exception? innerException = null)
        : base($"The kline object is malformed{(line > 0 ? string.Create(CultureInfo.InvariantCulture, $" in line {line}") : "")}, {where}: expected {expected}, found {found}.", innerException)
    {
        Line = line;
        Where = where;
        Expected = expected;
        Found = found;
    }

    /// <summary>Gets the line, from 1; 0 when the exception is not about one line.</summary>
    public int Line { get; }

    /// <summary>Gets the invalid property or part, such as <c>zstd</c> when the object cannot be decompressed.</summary>
    public string Where { get; }

    /// <summary>Gets what the format allows.</summary>
    public string Expected { get; }

    /// <summary>Gets what was found.</summary>
    public string Found { get; }

    /// <summary>Creates the exception for an object that cannot be decompressed.</summary>
    public static KlineFormatException OfZstd(string expected, string found) => new(0, "zstd", expected, found);
}
