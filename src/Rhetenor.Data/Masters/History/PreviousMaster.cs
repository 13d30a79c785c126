namespace Rhetenor.Data.Masters;

/// <summary>The last master before a day: what the records of the day are compared with.</summary>
/// <param name="Held">The master.</param>
/// <param name="Records">The tracked fields and the reset of each instrument, by ISIN.</param>
internal sealed record PreviousMaster(HeldMaster Held, IReadOnlyDictionary<string, (InstrumentState State, BasePriceReset? Reset)> Records)
{
    /// <summary>Returns a master whose day before is not known.</summary>
    public static PreviousMaster Of(HeldMaster held, MasterFile file) => new(held, file.DistinctBy(record => record.StandardCode, StringComparer.Ordinal).ToDictionary(
        record => record.StandardCode, record => (InstrumentState.Of(record), ResetDetector.Find(record, null, null, held.Date)), StringComparer.Ordinal));
}
