namespace Rhetenor.Data;

/// <summary>One minute of one symbol as a source gives it, before it is checked against session and clock.</summary>
/// <param name="Minute">The start of the minute, Korean time, of kind unspecified.</param>
/// <param name="Open">First price, won.</param>
/// <param name="High">Highest price, won.</param>
/// <param name="Low">Lowest price, won.</param>
/// <param name="Close">Last price, won.</param>
/// <param name="Volume">Shares traded in this minute.</param>
/// <param name="AccValue">Won traded on the day up to the end of this minute.</param>
public readonly record struct MinuteRow(
    DateTime Minute, decimal Open, decimal High, decimal Low, decimal Close, long Volume, long AccValue);
