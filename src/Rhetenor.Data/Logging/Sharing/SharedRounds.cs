namespace Rhetenor.Data.Logging;

/// <summary>The part of this process in the rounds of live logging over one session. Shares move between rounds.</summary>
internal sealed class SharedRounds(KlineLoggerParts parts, TradingSession session)
{
    private SharedWork? _work;

    /// <summary>Gets whether this process shares the session with others at present.</summary>
    public bool AreShared => _work is not null;

    /// <summary>Gets whether shares were given back before the latest round. What was fetched of them must be written before others fetch more.</summary>
    public bool HasLost { get; private set; }

    /// <summary>Returns the requests of the next round that are this process's. While nothing is to be requested at all, it is no member.</summary>
    /// <param name="run">The run.</param>
    /// <param name="symbols">All symbols.</param>
    /// <param name="plan">Returns the requests for all symbols.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<IReadOnlyList<KlineRequest>> OwnAsync(
        CatchUpRun run, IReadOnlyList<string> symbols, Func<IReadOnlyList<KlineRequest>> plan, CancellationToken cancellationToken)
    {
        var requests = plan();
        HasLost = false;
        if (parts.Options.Sharing is null)
            return requests;
        if (requests.Count == 0 && !run.HasPending)
        {
            await LeaveAsync().ConfigureAwait(false);
            return requests;
        }

        run.Shared = _work ??= new(parts, session, symbols);
        var (gained, lost) = await _work.MoveAsync(new(_work.All, new HashSet<int>()), cancellationToken).ConfigureAwait(false);
        HasLost = lost.Count > 0;
        if (gained.Count > 0)
        {
            await run.RefreshAsync(cancellationToken).ConfigureAwait(false);
            requests = plan();
        }

        return [.. requests.Where(request => _work.Has(request.Symbol))];
    }

    /// <summary>Gives the shares back.</summary>
    public async Task LeaveAsync()
    {
        if (_work is { } work)
            await work.LeaveAsync().ConfigureAwait(false);
        _work = null;
    }
}
