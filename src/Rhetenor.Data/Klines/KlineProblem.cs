using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Klines;

/// <summary>A row of an object that could not be read. The other rows were.</summary>
/// <param name="Line">The line it is in, from 1.</param>
/// <param name="Minute">The line's minute, Korean time.</param>
/// <param name="Symbol">The row's symbol.</param>
/// <param name="Field">The field concerned; empty when the row as a whole is.</param>
/// <param name="Expected">What the format allows.</param>
/// <param name="Found">What the text has, shortened.</param>
internal sealed record KlineProblem(int Line, DateTime Minute, string Symbol, string Field, string Expected, string Found)
{
    /// <summary>The problem for people, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"line {Line}, {Minute.ToMinuteText()}, {Symbol}{(Field.Length > 0 ? $", {Field}" : "")}: expected {Expected}, found {Found}");
}
