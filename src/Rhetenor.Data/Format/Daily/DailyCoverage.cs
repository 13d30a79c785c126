namespace Rhetenor.Data.Format;

/// <summary>The claim of coverage about the sessions of one symbol in a range of dates.</summary>
/// <param name="State">Complete, not listed or doubtful.</param>
/// <param name="From">The first Korean date of the range.</param>
/// <param name="Through">The last Korean date of the range.</param>
/// <param name="Bars">The number of sessions in the range that are stored.</param>
internal sealed record DailyEntry(SymbolDayState State, DateOnly From, DateOnly Through, int Bars)
{
    /// <summary>Gets the first stored session of the range; null when there is none.</summary>
    public DateOnly? First { get; init; }

    /// <summary>Gets the last session known to be stored, also before the range; null when there is none.</summary>
    public DateOnly? Last { get; init; }

    /// <summary>Gets the bar of <see cref="Last"/>, which the next answer must contain; null when it is unknown.</summary>
    public string? LastBar { get; init; }

    /// <summary>Gets the hash of the sessions of a doubt, with which a later reading is compared; null when there is no doubt.</summary>
    public string? Rows { get; init; }

    /// <summary>Gets what shows that the sessions are all; empty for nothing.</summary>
    public string Witness { get; init; } = "";

    /// <summary>Gets the reason of a doubt; null when there is none.</summary>
    public string? Reason { get; init; }
}

/// <summary>The content of a coverage object of daily bars. Its entries rest only on the objects that it names.</summary>
/// <param name="Name">The name of the object.</param>
/// <param name="Objects">The objects of bars that the entries rest on.</param>
/// <param name="Entries">The entries by symbol, in ordinal order.</param>
internal sealed record DailyCoverage(string Name, IReadOnlyList<ObjectMark> Objects, IReadOnlyList<KeyValuePair<string, DailyEntry>> Entries);
