using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <content>Finds the symbols that need no request, by their quotes.</content>
internal sealed partial class CatchUpRun
{
    private int _quoteCalls;

    // Returns the requests that remain, those of the most traded symbols first.
    private async Task<IReadOnlyList<KlineRequest>> QuoteAsync(
        IReadOnlyList<KlineRequest> requests, IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken)
    {
        var round = new QuoteRound(_parts, _session, _pending);
        if (!await round.AskAsync(requests, cancellationToken).ConfigureAwait(false))
            return requests;
        var left = new List<KlineRequest>();
        lock (_gate)
        {
            _calls += round.Calls;
            _quoteCalls += round.Calls;
            foreach (var request in round.InOrder(requests))
            {
                if (round.Unmoved(request) is not { } symbol)
                {
                    _parts.Quoted.Of(_session.Date).Since.Remove(request.Symbol);
                    left.Add(request);
                    continue;
                }

                _pending.Add(symbol);
                _unpublished.Add(symbol);
                _done.Add(symbol.Symbol);
                var tally = Tally(symbol.Symbol);
                tally.Answered = symbol.Answered;
                tally.Recover();
            }
        }

        RhetenorDiagnostics.CallCounter.Add(round.Calls);
        ReportTo(progress, null);
        return left;
    }
}
