using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>A kline or coverage object, or a number for one, does not have the stored format. Nothing of the object is used.</summary>
public sealed class KlineFormatException : RhetenorException
{
    internal KlineFormatException(int line, string where, string expected, string found, Exception? innerException = null)
        : this($"The kline object is malformed{(line > 0 ? string.Create(CultureInfo.InvariantCulture, $" in line {line}") : "")}", line, where, expected, found, innerException)
    {
    }

    private KlineFormatException(string what, int line, string where, string expected, string found, Exception? innerException = null)
        : base($"{what}, {where}: expected {expected}, found {found}.", innerException)
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
    internal static KlineFormatException OfZstd(string expected, string found) => new(0, "zstd", expected, found);

    /// <summary>Creates the exception for a number that is not valid in a bar.</summary>
    /// <param name="minute">The start of the bar's minute, in Korean time.</param>
    /// <param name="field">The field name in stored objects.</param>
    /// <param name="expected">The allowed values.</param>
    /// <param name="found">The number.</param>
    internal static KlineFormatException OfNumber(DateTime minute, string field, string expected, decimal found) => new(
        $"The bar of {minute.ToMinuteText()} cannot be stored",
        0, field, expected, found.ToString(CultureInfo.InvariantCulture));
}
