using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>Compares one object's content with its name. Pure.</summary>
internal static class ObjectChecks
{
    /// <summary>Checks a readable object of bars.</summary>
    public static void Bars(KlineKey key, KlineTable table, Action<StoreVerdict, string, string> tell)
    {
        void Tell(StoreVerdict level, string message) => tell(level, key.ToString(), message);
        if (!table.HasChecksum)
            Tell(StoreVerdict.Doubtful, "it has no checksum: that these are the bytes that were written cannot be shown.");
        if (table.BarCount == 0)
            Tell(StoreVerdict.Doubtful, "it has no bar.");
        var (first, last) = (DateTime.MaxValue, DateTime.MinValue);
        var (descending, foreign) = (0, 0);
        var previous = DateTime.MinValue;
        for (var i = 0; i < table.Count; i++)
        {
            var minute = table.MinuteAt(i);
            descending += minute <= previous ? 1 : 0;
            foreign += DateOnly.FromDateTime(minute) == key.Date ? 0 : 1;
            (first, last, previous) = (first < minute ? first : minute, last > minute ? last : minute, minute);
        }

        if (foreign > 0)
            Tell(StoreVerdict.Damaged, $"{foreign} of its {table.Count} lines are of another date than its name; they are not used.");
        if (descending > 0)
            Tell(StoreVerdict.Doubtful, $"{descending} of its lines do not ascend, or are duplicated.");
        if (table.Count > 0)
            Times(key, first, last, Tell);
    }

    /// <summary>Checks a readable coverage object.</summary>
    public static void Coverage(string key, KlineCoverage coverage, TradingSession session, Action<StoreVerdict, string, string> tell)
    {
        foreach (var (symbol, entry) in coverage.Symbols)
        {
            if (Contradiction(entry, session, coverage.Retrieval) is { } message)
                tell(StoreVerdict.Doubtful, key, $"{symbol}: {message}");
        }
    }

    private static void Times(KlineKey key, DateTime first, DateTime last, Action<StoreVerdict, string> tell)
    {
        if (!key.IsExact)
        {
            tell(StoreVerdict.Sound, "its name is of an older shape, of which only the date is used.");
            return;
        }

        if (first != key.Start || last != key.End)
            tell(StoreVerdict.Doubtful, $"its name tells {TimeOnly.FromDateTime(key.Start).ToText()} to {TimeOnly.FromDateTime(key.End).ToText()}, its lines {first.ToTimeText()} to {last.ToTimeText()}.");
        if (last.AddMinutes(1) > key.Retrieval)
            tell(StoreVerdict.Doubtful, $"its last minute, {last.ToTimeText()}, was not over when it was fetched, {key.Retrieval.ToText()}.");
    }

    private static string? Contradiction(KlineSymbolCoverage entry, TradingSession session, DateTime retrieval)
    {
        var through = entry.Through is { } time ? session.Date.ToDateTime(time) : (DateTime?)null;
        if (through?.AddMinutes(1) > retrieval)
            return $"it claims {through?.ToTimeText()}, which was not over when it was fetched, {retrieval.ToText()}.";
        if (through is { } minute && !session.Contains(minute))
            return $"it claims {minute.ToTimeText()}; the session is {session.FirstMinute.ToTimeText()} to {session.LastMinute.ToTimeText()}.";
        if (through is null && entry.State == SymbolDayState.Complete)
            return "it claims bars, and no minute is covered.";
        if (!entry.IsFinal)
            return null;
        if (entry.State == SymbolDayState.Failed)
            return "it calls a failure final.";
        if (entry.State != SymbolDayState.NotListed && (through is null || through < session.LastMinute))
            return $"it calls the day final through {through?.ToTimeText()}; the session ends with {session.LastMinute.ToTimeText()}.";
        return retrieval < session.SettledAt.DateTime ? $"it calls the day final as of {retrieval.ToText()}, before its figures had settled." : null;
    }
}
