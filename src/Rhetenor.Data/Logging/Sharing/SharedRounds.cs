namespace Rhetenor.Data.Logging;

/// <summary>The part of this process in the rounds of live logging over one session.</summary>
internal sealed class SharedRounds(KlineLoggerParts parts, TradingSession session) : IAsyncDisposable
{
    private SharedWork? _work;

    /// <summary>Gets whether this process shares the session with others at present.</summary>
    public bool AreShared => _work is not null;

    /// <summary>Fetches the requests of a round that are this process's. It is a member from the first request until the settled session needs none.</summary>
    /// <param name="run">The run.</param>
    /// <param name="symbols">All symbols.</param>
    /// <param name="plan">Returns the requests for all symbols.</param>
    /// <param name="write">Writes what was fetched.</param>
    /// <param name="writeDue">Writes what was fetched when it is time to.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether nothing more is to be done, which was not so before.</returns>
    public async Task<bool> FetchAsync(
        CatchUpRun run, IReadOnlyList<string> symbols, Func<IReadOnlyList<KlineRequest>> plan, Func<Task> write, Func<Task> writeDue,
        CancellationToken cancellationToken)
    {
        var requests = plan();
        if (parts.Options.Sharing is null)
        {
            await run.FetchAsync(requests, null, cancellationToken, writeDue).ConfigureAwait(false);
            return false;
        }

        if (requests.Count == 0 && (_work is null || (session.IsSettled(parts.Now, parts.Options.SettleMargin) && !run.HasPending)))
            return await LeaveAsync().ConfigureAwait(false);
        run.Shared = _work ??= new(parts, session, symbols);
        for (var tried = new HashSet<string>(StringComparer.Ordinal); ;)
        {
            var (gained, lost) = await _work.MoveAsync(new(_work.All, new HashSet<int>()), cancellationToken).ConfigureAwait(false);

            // Whoever has a share next must find in the store what was fetched of it.
            if (lost.Count > 0 && run.HasPending)
                await write().ConfigureAwait(false);
            if (gained.Count > 0)
            {
                await run.RefreshAsync(cancellationToken).ConfigureAwait(false);
                requests = plan();
            }

            var next = _work.Next(requests.Where(request => !tried.Contains(request.Symbol)), int.MaxValue);
            if (next.Count == 0)
                return false;
            if (tried.Count > 0 && run.HasPending)
                await writeDue().ConfigureAwait(false);
            await run.FetchAsync(next, null, cancellationToken).ConfigureAwait(false);
            tried.UnionWith(next.Select(request => request.Symbol));
        }
    }

    /// <summary>Gives the shares back.</summary>
    public async ValueTask DisposeAsync() => await LeaveAsync().ConfigureAwait(false);

    // Returns whether this process was a member.
    private async Task<bool> LeaveAsync()
    {
        var work = Interlocked.Exchange(ref _work, null);
        if (work is not null)
            await work.DisposeAsync().ConfigureAwait(false);
        return work is not null;
    }
}
