using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <content>Writes what was fetched, and reads what others wrote.</content>
internal sealed partial class CatchUpRun
{
    private bool _hasDoubtedSilence;

    /// <summary>Gets or sets whether another writer has written to the session meanwhile.</summary>
    public bool MetOthers { get; set; }

    /// <summary>Reads the stored content again. Fetched bars stay pending.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var before = Held.Bars;
        _pending.Rebase(await _parts.Store.ReadAsync(_session, Held.Listed, cancellationToken).ConfigureAwait(false), _session.SettledAt + _parts.Options.SettleMargin);
        _parts.Followers.Stored(_session, _parts.Now, before, Held, _pending.Symbols);

        // Another process has seen trades, so that the day is a session.
        if (_hasDoubtedSilence && Held.Bars.BarCount > 0)
            (MetOthers, _hasDoubtedSilence) = (true, false);
    }

    /// <summary>Writes the fetched bars.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="isWhole">Whether every planned symbol has been fetched. Before that, symbols without trades are not written unless
    /// something was traded.</param>
    public async Task CommitAsync(CancellationToken cancellationToken, bool isWhole = false)
    {
        if (_pending.IsSilent && !isWhole)
            return;
        _hasDoubtedSilence |= _pending.DoubtSilence(_symbolsOfAll);
        _pending.KeepOpenWhileTrading(_session);
        var held = Held.Bars;
        IReadOnlyDictionary<string, KlineDiff> diffs;
        try
        {
            diffs = await _commit.RunAsync(_session, _pending, _written, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // What another writer stored meanwhile comes after what was fetched before. It was read, also where nothing could be written.
            if (!ReferenceEquals(held, Held.Bars))
            {
                MetOthers = true;
                Publish();
                _parts.Followers.Stored(_session, _parts.Now, held, Held, _pending.Symbols);
            }
        }

        _parts.Followers.Written(_session.Date);
        foreach (var (symbol, diff) in diffs)
            Tally(symbol).Add(diff);
        RhetenorDiagnostics.CountBars("new", diffs.Values.Sum(diff => diff.New));
        RhetenorDiagnostics.CountBars("revised", diffs.Values.Sum(diff => diff.Revised));
        RhetenorDiagnostics.CountBars("unchanged", diffs.Values.Sum(diff => diff.Unchanged));
        if (_pending.IsHeldInPart)
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds bars that another writer stored while this run wrote them, so that the report says so.</summary>
    public async Task LookBackAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_written.Count > 0)
                await _commit.LookBackAsync(_session, Held, _written, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectStoreException exception)
        {
            // Everything is written. Only this is not known.
            Log.NoLookBack(_parts.Logger, _session.Date, exception.Message);
        }
    }
}
