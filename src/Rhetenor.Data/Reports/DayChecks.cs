namespace Rhetenor.Data;

/// <summary>Holds a day's bars against their sums and against what the coverage claims. Pure.</summary>
internal static class DayChecks
{
    /// <summary>The day's shares must be the sum of the bars' from the open on.</summary>
    public static void Sums(KlineDay day, string prefix, Action<StoreFindingLevel, string, string> tell)
    {
        var tally = new FindingTally(int.MaxValue);
        var unknown = 0;
        foreach (var series in KlineHistory.Of(day.Slices()))
        {
            KlineChecks.AccVolume(series, tally);
            tally.Close(day.Date, series.Symbol);
            foreach (var shares in series.AccVolume)
                unknown += shares < 0 ? 1 : 0;
        }

        foreach (var finding in tally.Findings)
        {
            tell(StoreFindingLevel.Doubt, prefix,
                $"{finding.Symbol}: acc_vol at {finding.Minute:HH:mm} is {finding.Found}, and {finding.Expected} by the bars up to it: one is missing or wrong ({finding.Count} such places).");
        }

        if (unknown > 0)
            tell(StoreFindingLevel.Note, prefix, $"{unknown} of {day.BarCount} bars have no acc_vol, so nothing shows that none is missing between them.");
        if (day.LinesOutsideKey > 0 && day.Keys.All(key => key.IsExact))
            tell(StoreFindingLevel.Note, prefix, $"{day.LinesOutsideKey} lines are of minutes outside their object's name; they are used.");
    }

    /// <summary>What is claimed must be there, and what is denied must not.</summary>
    public static void Claims(KlineDay day, KlineCoverage? coverage, string prefix, Action<StoreFindingLevel, string, string> tell)
    {
        var spans = Spans(day);
        foreach (var (symbol, claim) in coverage?.Symbols ?? new Dictionary<string, KlineSymbolCoverage>())
        {
            var isThere = spans.Remove(symbol, out var span);
            if (claim.Through is not { } time)
                continue;
            var through = day.Date.ToDateTime(time);
            if (claim.State == KlineCoverageState.Bars && (!isThere || span.First > through))
                tell(StoreFindingLevel.Damage, prefix, $"{symbol}: its coverage speaks of bars through {through:HH:mm}, and none are stored.");
            else if (claim.State is not (KlineCoverageState.Bars or KlineCoverageState.Failed) && isThere && span.First <= through)
                tell(StoreFindingLevel.Doubt, prefix, $"{symbol}: its coverage says there are no bars through {through:HH:mm}, and there are some from {span.First:HH:mm} on.");
            else if (isThere && span.Last > through)
                tell(StoreFindingLevel.Note, prefix, $"{symbol}: bars are stored through {span.Last:HH:mm}, and covered through {through:HH:mm} only.");
        }

        if (spans.Count > 0)
            tell(StoreFindingLevel.Note, prefix, $"no coverage speaks of {spans.Count} symbols that have bars: whether these are all is not known.");
    }

    private static Dictionary<string, (DateTime First, DateTime Last)> Spans(KlineDay day)
    {
        var spans = new Dictionary<string, (DateTime First, DateTime Last)>(StringComparer.Ordinal);
        foreach (var slice in day.Slices())
        {
            foreach (var number in slice.Numbers)
            {
                ref var span = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(spans, slice.SymbolTable[number], out var isKnown);
                span = (isKnown ? span.First : slice.Minute, slice.Minute);
            }
        }

        return spans;
    }
}
