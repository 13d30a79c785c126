namespace Rhetenor.Data;

/// <summary>A master file does not have the layout its spec describes. No record of it is used, and none is cached.</summary>
public sealed class MstFormatException : RhetenorException
{
    /// <summary>Describes where a file and its spec part.</summary>
    /// <param name="market">The market whose file was read.</param>
    /// <param name="line">The record's line, from 1; 0 when the whole file is meant.</param>
    /// <param name="field">The field's name, or what else was checked.</param>
    /// <param name="expected">What the spec allows.</param>
    /// <param name="found">What the file has.</param>
    public MstFormatException(Market market, int line, string field, string expected, string found)
        : base($"The {market.ToKey()} master does not match its spec"
            + (line > 0 ? $" in line {line}" : "") + $", {field}: expected {expected}, found {found}.")
    {
        Market = market;
        Line = line;
        Field = field;
        Expected = expected;
        Found = found;
    }

    /// <summary>The market whose file was read.</summary>
    public Market Market { get; }

    /// <summary>The record's line, from 1; 0 when the whole file is meant.</summary>
    public int Line { get; }

    /// <summary>The field's name, or what else was checked.</summary>
    public string Field { get; }

    /// <summary>What the spec allows.</summary>
    public string Expected { get; }

    /// <summary>What the file has.</summary>
    public string Found { get; }
}
