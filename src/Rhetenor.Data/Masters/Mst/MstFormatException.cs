using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The bytes of a master or of another file of DWS do not match its specification: the file, its ZIP, or its cached JSON.</summary>
/// <remarks>No record of it is used or cached. The ZIP that contains the file is kept in the store, unless the ZIP itself is damaged.</remarks>
public sealed class MstFormatException : RhetenorException
{
    internal MstFormatException(Market market, int line, string field, string expected, string found)
        : this($"The {market.ToKey()} master does not match its spec{(line > 0 ? $" in line {line}" : "")}, {field}", market, line, field, expected, found)
    {
    }

    private MstFormatException(
        string what, Market? market, int line, string? field, string expected, string found, Exception? innerException = null, string? fileName = null)
        : base($"{what}: expected {expected}, found {found}.", innerException)
    {
        Market = market;
        FileName = fileName;
        Line = line;
        Field = field;
        Expected = expected;
        Found = found;
    }

    /// <summary>Gets the market of the master; null for a file that is not the master of a market.</summary>
    public Market? Market { get; }

    /// <summary>Gets the file that is not the master of a market; otherwise null.</summary>
    public string? FileName { get; }

    /// <summary>Gets the record's line, from 1; 0 when the exception is not about one record of the file.</summary>
    public int Line { get; }

    /// <summary>Gets the name of the invalid field or of the failed check; null when the exception is about the ZIP, the cached JSON or
    /// the number of instruments.</summary>
    public string? Field { get; }

    /// <summary>Gets what the spec allows.</summary>
    public string Expected { get; }

    /// <summary>Gets what was found.</summary>
    public string Found { get; }

    /// <summary>Creates the exception for a ZIP that is not a valid master ZIP.</summary>
    internal static MstFormatException OfZip(Market market, string expected, string found, Exception? innerException = null) =>
        new($"The {market.ToKey()} master's ZIP is unusable", market, 0, null, expected, found, innerException);

    /// <summary>Creates the exception for a companion file that does not match its layout.</summary>
    internal static MstFormatException OfFile(string fileName, int line, string expected, string found, Exception? innerException = null) =>
        new($"'{fileName}' does not match its layout{(line > 0 ? $" in line {line}" : "")}", null, line, null, expected, found, innerException, fileName);

    /// <summary>Creates the exception for a cached JSON object that is not a master of the market.</summary>
    internal static MstFormatException OfJson(Market market, string expected, string found, Exception? innerException = null) =>
        new($"The cached {market.ToKey()} master is unusable", market, 0, null, expected, found, innerException);

    /// <summary>Creates the exception for a master with far fewer instruments than the last cached day's.</summary>
    internal static MstFormatException OfCount(Market market, DateOnly date, int count, DateOnly previousDate, int previousCount, double ratio) =>
        new($"The {market.ToKey()} master of {date.ToText()} is below MasterOptions.MinimumCountRatio and is not cached", market, 0, null,
            string.Create(CultureInfo.InvariantCulture, $"at least {Math.Ceiling(previousCount * ratio)} instruments ({ratio} of the {previousCount} on {previousDate.ToText()})"),
            $"{count}");
}
