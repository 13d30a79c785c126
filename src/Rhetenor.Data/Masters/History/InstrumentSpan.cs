namespace Rhetenor.Data.Masters;

/// <summary>The held days over which the tracked fields of an instrument were the same.</summary>
/// <param name="From">The first held day, Korean date.</param>
/// <param name="To">The last held day. Days between them that are not held are not known.</param>
/// <param name="State">The tracked fields.</param>
internal readonly record struct InstrumentSpan(DateOnly From, DateOnly To, InstrumentState State);
