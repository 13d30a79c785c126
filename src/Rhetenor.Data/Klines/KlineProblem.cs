using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Klines;

/// <summary>A row of an object that could not be read. The other rows are unaffected.</summary>
/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Minute">The minute of the line, in Korean time.</param>
/// <param name="Symbol">The symbol of the row.</param>
/// <param name="Field">The invalid field; empty when the whole row is invalid.</param>
/// <param name="Expected">What the format allows.</param>
/// <param name="Found">The text that was found, shortened.</param>
internal sealed record KlineProblem(int Line, DateTime Minute, string Symbol, string Field, string Expected, string Found)
{
    /// <summary>Returns the problem in one line, independent of culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"line {Line}, {Minute.ToMinuteText()}, {Symbol}{(Field.Length > 0 ? $", {Field}" : "")}: expected {Expected}, found {Found}");
}
