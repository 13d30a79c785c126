using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>Compares one object's content with its name. Pure.</summary>
internal static class ObjectChecks
{
    /// <summary>Checks a readable object of bars.</summary>
    public static void Bars(KlineKey key, KlineTable table, Action<StoreVerdict, string, string> report)
    {
        void Report(StoreVerdict level, string message) => report(level, key.ToString(), message);
        if (!table.HasChecksum)
            Report(StoreVerdict.Doubtful, "it has no checksum: that these are the bytes that were written cannot be shown.");
        if (table.BarCount == 0)
            Report(StoreVerdict.Doubtful, "it has no bar.");
        var (first, last) = (DateTime.MaxValue, DateTime.MinValue);
        var (descending, foreign, fetched) = (0, table.CountOfOtherDate(key.Date), 0);
        var previous = (Minute: DateTime.MinValue, Retrieval: default(DateTime));
        for (var i = 0; i < table.Count; i++)
        {
            var line = (Minute: table.MinuteAt(i), Retrieval: table.RetrievalAt(i) ?? default);
            // A compacted object has a line for each retrieval of a minute.
            descending += line.Minute < previous.Minute || (line.Minute == previous.Minute && (line.Retrieval == default || line.Retrieval < previous.Retrieval)) ? 1 : 0;
            fetched += line.Retrieval == default ? 0 : 1;
            (first, last, previous) = (first < line.Minute ? first : line.Minute, last > line.Minute ? last : line.Minute, line);
        }

        if (foreign > 0)
            Report(StoreVerdict.Damaged, $"{foreign} of its {table.Count} lines are of another date than its name; they are not used.");
        if (descending > 0)
            Report(StoreVerdict.Doubtful, $"{descending} of its lines do not ascend, or are duplicated.");
        if (fetched > 0 && fetched < table.Count)
            Report(StoreVerdict.Doubtful, $"{table.Count - fetched} of its {table.Count} lines have no retrieval.");
        if (table.Count > 0)
            Times(key, first, last, isCompacted: fetched == table.Count && key.Compaction > 0, Report);
    }

    /// <summary>Checks a readable coverage record.</summary>
    public static void Coverage(string key, CoverageRecord record, TradingSession session, Action<StoreVerdict, string, string> report)
    {
        foreach (var claim in record.Claims.Where(claim => claim.Symbols.Count > 0))
        {
            if (Contradiction(claim.Entry, session, record.Name.Retrieval) is { } message)
                report(StoreVerdict.Doubtful, key, $"{claim.Symbols.First()}{(claim.Symbols.Count > 1 ? $" and {Texts.Count(claim.Symbols.Count - 1, "more symbol")}" : "")}: {message}");
        }
    }

    private static void Times(KlineKey key, DateTime first, DateTime last, bool isCompacted, Action<StoreVerdict, string> report)
    {
        if (!key.IsExact)
        {
            report(StoreVerdict.Sound, "its name is of an older shape, of which only the date is used.");
            return;
        }

        // The seconds of the end number the compacted objects of a retrieval.
        var end = isCompacted ? key.End.AddSeconds(-key.Compaction) : key.End;
        if (first != key.Start || last != end)
            report(StoreVerdict.Doubtful, $"its name says {TimeOnly.FromDateTime(key.Start).ToText()} to {TimeOnly.FromDateTime(end).ToText()}, its lines {first.ToTimeText()} to {last.ToTimeText()}.");
        if (last.AddMinutes(1) > key.Retrieval)
            report(StoreVerdict.Doubtful, $"its last minute, {last.ToTimeText()}, was not over when it was fetched, {key.Retrieval.ToText()}.");
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
