namespace Rhetenor.Data.Logging;

/// <summary>Finds stored bars that no coverage describes, such as those of the Python original, and counts the calls that prove them. A source may prove them by
/// daily bars instead of fetching them again.</summary>
internal static class StoredDays
{
    /// <summary>Determines whether a source may prove a request's bars, which are stored and in no coverage. A request without success leaves coverage that says nothing about them.</summary>
    public static bool MayBeProven(KlineLoggerParts parts, KlineRequest request, HeldDay held) =>
        request.After is null && parts.Source.SessionsPerDailyCall(request.Session.Venue) > 0 && request.Session.Date < KoreaTime.DateOf(parts.Now)
        && request.Session.IsSettled(parts.Now, request.SettleMargin)
        && held.Coverage.GetValueOrDefault(request.Symbol) is null or { State: SymbolDayState.Failed } && held.Bars.HasBars(request.Symbol);

    /// <summary>Returns a request with the bars that the source may prove; the request itself when there are none.</summary>
    public static KlineRequest Attached(KlineLoggerParts parts, KlineRequest request, HeldDay held)
    {
        if (!MayBeProven(parts, request, held) || held.RowsOf(request.Symbol) is not [.., var last] rows)
            return request;
        return request with { Stored = rows, StoredAt = held.Bars.RetrievalOf(request.Symbol, last.Minute) };
    }

    /// <summary>Returns the maximum number of calls for daily bars that prove some requests of one session.</summary>
    /// <param name="requests">The requests whose bars may be proven.</param>
    /// <param name="number">The number of the session, in order of time.</param>
    /// <param name="perCall">The number of successive sessions that a call answers for.</param>
    /// <param name="counted">The number of the session for which the last call was counted, by symbol. It is updated.</param>
    public static int Calls(IEnumerable<KlineRequest> requests, int number, int perCall, Dictionary<string, int> counted)
    {
        var calls = 0;
        foreach (var symbol in requests.Select(request => request.Symbol))
        {
            if (counted.TryGetValue(symbol, out var last) && number - last < perCall)
                continue;
            calls++;
            counted[symbol] = number;
        }

        return calls;
    }
}
