using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>A number cannot be one of a bar: negative, too large, or finer than prices are kept.</summary>
public sealed class KlineValueException : RhetenorException
{
    /// <summary>Describes the number.</summary>
    /// <param name="minute">The start of the bar's minute, Korean time.</param>
    /// <param name="field">The field, as stored objects name it.</param>
    /// <param name="expected">What the field may hold.</param>
    /// <param name="found">The number.</param>
    public KlineValueException(DateTime minute, string field, string expected, decimal found)
        : base(string.Create(CultureInfo.InvariantCulture, $"The bar of {minute.ToMinuteText()} has no usable {field}: expected {expected}, found {found}."))
    {
        Minute = minute;
        Field = field;
        Expected = expected;
        Found = found;
    }

    /// <summary>The start of the bar's minute, Korean time.</summary>
    public DateTime Minute { get; }

    /// <summary>The field, as stored objects name it.</summary>
    public string Field { get; }

    /// <summary>What the field may hold.</summary>
    public string Expected { get; }

    /// <summary>The number.</summary>
    public decimal Found { get; }
}
