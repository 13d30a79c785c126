using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>One minute of one symbol as a source returns it, before it is checked against session and clock.</summary>
/// <param name="Minute">The start of the minute in Korean time, with <see cref="DateTimeKind.Unspecified"/>.</param>
/// <param name="Open">The first price, in won.</param>
/// <param name="High">The highest price, in won.</param>
/// <param name="Low">The lowest price, in won.</param>
/// <param name="Close">The last price, in won.</param>
/// <param name="Volume">The shares traded in the minute.</param>
/// <param name="AccValue">The value traded on the day up to the end of the minute, in won.</param>
public readonly record struct MinuteRow(
    DateTime Minute, decimal Open, decimal High, decimal Low, decimal Close, long Volume, long AccValue)
{
    /// <summary>Returns the row in one line, independent of culture.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Minute.ToMinuteText()} open {Open} high {High} low {Low} close {Close} volume {Volume} acc_value {AccValue}");
}
