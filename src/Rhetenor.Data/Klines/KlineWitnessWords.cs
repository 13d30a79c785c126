namespace Rhetenor.Data.Klines;

/// <summary>Formats witnesses as text, and reads the text.</summary>
internal static class KlineWitnessWords
{
    private static readonly (KlineWitnesses Witness, string Word)[] Words =
    [
        (KlineWitnesses.MoneyChain, "money chain"), (KlineWitnesses.Quote, "quote"), (KlineWitnesses.DailyBar, "daily bar"),
        (KlineWitnesses.NextMaster, "next master"), (KlineWitnesses.EarlierDay, "earlier day"), (KlineWitnesses.LastMinute, "last minute"),
        (KlineWitnesses.SecondReading, "second reading"), (KlineWitnesses.StoredBars, "stored bars"), (KlineWitnesses.FirstSession, "first session"),
        (KlineWitnesses.ListingDate, "listing date"), (KlineWitnesses.SecondAnswer, "second answer"), (KlineWitnesses.BasePrices, "base prices"),
    ];

    /// <summary>Formats witnesses: <c>money chain, quote</c>; empty for none.</summary>
    public static string ToWords(this KlineWitnesses witnesses) =>
        string.Join(", ", Words.Where(known => witnesses.HasFlag(known.Witness)).Select(known => known.Word));

    /// <summary>Reads the words. Unknown ones are passed over.</summary>
    public static KlineWitnesses Read(string? words)
    {
        var witnesses = KlineWitnesses.None;
        foreach (var word in (words ?? "").Split(", "))
            witnesses |= Array.Find(Words, known => known.Word == word).Witness;
        return witnesses;
    }
}
