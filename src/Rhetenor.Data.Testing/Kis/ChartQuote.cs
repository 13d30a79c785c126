using System.Runtime.InteropServices;

namespace Rhetenor.Data.Testing;

/// <summary>The head of a minute chart: the symbol's current quote, whatever date was requested.</summary>
internal readonly record struct ChartQuote(string Name, long PreviousClose, long Last, long Volume, long Value, long Upper, long Lower)
{
    public long Change => Last - PreviousClose;

    /// <summary>Gets the sign: 1 upper limit, 2 up, 3 unchanged, 4 lower limit, 5 down.</summary>
    public int Sign => PreviousClose == 0 || Change == 0 ? 3 : Last == Upper ? 1 : Last == Lower ? 4 : Change > 0 ? 2 : 5;

    /// <summary>Gets the change in hundredths of a percent, rounded.</summary>
    public long Rate => PreviousClose == 0 ? 0 : ((Math.Abs(Change) * 20_000 / PreviousClose) + 1) / 2 * Math.Sign(Change);

    public static ChartQuote At(KisTruth truth, Venue venue, string code, DateTimeOffset now)
    {
        var day = KoreaTime.DateOf(now);
        if (truth.Find(code) is not { } symbol)
            return new ChartQuote("", 0, 0, 0, 0, 0, 0);
        if (!truth.IsSession(day) || truth.OpeningOf(venue, symbol, day) is not { } opening || opening > now)
            day = truth.PreviousSession(day);
        var bars = truth.See(venue, day, code, now);
        var previous = truth.BasePrice(day, code);
        var walk = new TapeWalk(previous);
        var (volume, value) = (0L, 0L);
        foreach (ref readonly var bar in CollectionsMarshal.AsSpan(bars))
            (volume, value) = (volume + bar.Volume, value + bar.Value);
        return new ChartQuote(truth.RenamedOn(KoreaTime.DateOf(now), code) ?? symbol.Name, previous, bars.Count > 0 ? bars[^1].Close : previous, volume, value, walk.Upper, walk.Lower);
    }
}
