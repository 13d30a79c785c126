using System.Globalization;

namespace Rhetenor.Data;

/// <summary>The text of a kline or coverage object is not of its format. Nothing of the object is used.</summary>
public sealed class KlineFormatException : RhetenorException
{
    /// <summary>Describes where a text and its format part.</summary>
    /// <param name="line">The line, from 1; 0 when the whole object is meant.</param>
    /// <param name="where">The property, or what else was read.</param>
    /// <param name="expected">What the format allows.</param>
    /// <param name="found">What the text has.</param>
    /// <param name="innerException">The cause, if another component found it.</param>
    public KlineFormatException(int line, string where, string expected, string found, Exception? innerException = null)
        : base(string.Create(CultureInfo.InvariantCulture, $"The kline object is malformed{(line > 0 ? " in line " : "")}{(line > 0 ? line : null)}, {where}: expected {expected}, found {found}."), innerException)
    {
        Line = line;
        Where = where;
        Expected = expected;
        Found = found;
    }

    /// <summary>The line, from 1; 0 when the whole object is meant.</summary>
    public int Line { get; }

    /// <summary>The property, or what else was read.</summary>
    public string Where { get; }

    /// <summary>What the format allows.</summary>
    public string Expected { get; }

    /// <summary>What the text has.</summary>
    public string Found { get; }
}
