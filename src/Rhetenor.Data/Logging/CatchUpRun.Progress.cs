using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <content>Tells those who follow what was planned and fetched.</content>
internal sealed partial class CatchUpRun
{
    private int _total;
    private int _callsAtMost;
    private int _bars;

    /// <summary>Reports the planned work before the first fetch.</summary>
    public void Announce(IReadOnlyList<KlineRequest> requests, IProgress<CatchUpProgress>? progress)
    {
        var rows = _parts.Source.RowsPerCall(_session.Date);
        var calls = requests.Sum(request => CatchUpPlanner.CallsAtMost(request, rows)) + requests.Count(request => StoredDays.MayBeProven(_parts, request, Held));
        (_total, _callsAtMost) = (requests.Count, calls + QuoteRound.CallsAtMost(_parts, _session, requests.Count));
        _done.Clear();
        ReportTo(progress, null);
    }

    private void Publish()
    {
        lock (_gate)
        {
            _parts.Followers.Fetched(_session, _parts.Now, _unpublished);
            _unpublished.Clear();
        }
    }

    private void ReportTo(IProgress<CatchUpProgress>? progress, string? symbol) => progress.ReportSafely(Progress(symbol), _parts.Logger);

    private CatchUpProgress Progress(string? symbol) => new()
    {
        Session = _session,
        Done = _done.Count,
        Total = _total,
        Calls = _calls,
        CallsAtMost = _callsAtMost,
        Bars = _bars,
        Symbol = symbol,
    };
}
