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
    /// <param name="perCall">The number of sessions that a call answers for.</param>
    /// <param name="left">The number of sessions that earlier calls still answer for, by symbol. It is updated.</param>
    public static int Calls(IEnumerable<KlineRequest> requests, int perCall, Dictionary<string, int> left)
    {
        var calls = 0;
        foreach (var symbol in requests.Select(request => request.Symbol))
        {
            var sessions = left.GetValueOrDefault(symbol);
            (calls, left[symbol]) = sessions == 0 ? (calls + 1, perCall - 1) : (calls, sessions - 1);
        }

        return calls;
    }
}
