using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <summary>Fetches what is missing of one session together with other processes: its own shares first, then those that are free, and at the end it waits for
/// the others.</summary>
/// <param name="parts">The parts of the logger.</param>
/// <param name="work">The leases.</param>
/// <param name="run">The run.</param>
/// <param name="plan">Returns what is missing by what is known of the store.</param>
/// <param name="waits">Whether to wait for other processes.</param>
internal sealed class SharedCatchUp(KlineLoggerParts parts, SharedWork work, CatchUpRun run, Func<IReadOnlyList<KlineRequest>> plan, bool waits)
{
    private readonly HashSet<string> _tried = new(StringComparer.Ordinal);
    private readonly HashSet<int> _unwritten = [];
    private readonly Dictionary<string, int> _doneByOthers = new(StringComparer.Ordinal);
    private int _left = int.MaxValue;
    private long _progress;
    private long _read;

    /// <summary>Fetches and writes. Afterwards the run has read the store again.</summary>
    /// <param name="symbolsPerObject">The number of symbols after which an object is written.</param>
    /// <param name="progress">Receives the progress after every symbol.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task RunAsync(int symbolsPerObject, IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken)
    {
        run.Announce(plan(), progress);
        for (var left = Left(); left.Count > 0; left = Left())
        {
            var open = left.Select(request => work.ShareOf(request.Symbol)).ToHashSet();
            if ((await work.MoveAsync(new(open, _unwritten), cancellationToken).ConfigureAwait(false)).Gained.Count > 0)
            {
                // Whoever had them may have written some of their symbols.
                await ReadAsync(cancellationToken).ConfigureAwait(false);
                left = Left();
            }

            if (work.Next(left, symbolsPerObject) is { Count: > 0 } next)
                await FetchAsync(next, symbolsPerObject, progress, cancellationToken).ConfigureAwait(false);
            else if (run.HasPending)
                await WriteAsync(isWhole: true, cancellationToken).ConfigureAwait(false);
            else if (!waits || IsStalled(left.Count))
                break;
            else
                await WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        if (run.HasPending)
            await WriteAsync(isWhole: true, cancellationToken).ConfigureAwait(false);
        await run.RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    private List<KlineRequest> Left() => [.. plan().Where(request => !_tried.Contains(request.Symbol))];

    private async Task FetchAsync(IReadOnlyList<KlineRequest> requests, int symbolsPerObject, IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken)
    {
        _unwritten.UnionWith(requests.Select(request => work.ShareOf(request.Symbol)));
        await run.FetchAsync(requests, progress, cancellationToken).ConfigureAwait(false);
        _tried.UnionWith(requests.Select(request => request.Symbol).Except(run.Left, StringComparer.Ordinal));
        work.Done = _tried.Count;
        if (run.PendingSymbols >= symbolsPerObject)
            await WriteAsync(isWhole: false, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(bool isWhole, CancellationToken cancellationToken)
    {
        await run.CommitAsync(cancellationToken, isWhole).ConfigureAwait(false);
        if (!run.HasPending)
            _unwritten.Clear();
    }

    // A process that logs live keeps its shares, so what it writes is looked for now and then.
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        await Pause.ForAsync(work.Options.Expiry / 300, parts.TimeProvider, cancellationToken).ConfigureAwait(false);
        if (parts.TimeProvider.GetElapsedTime(_read) >= work.Options.Expiry / 3)
            await ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await run.RefreshAsync(cancellationToken).ConfigureAwait(false);
        _read = parts.TimeProvider.GetTimestamp();
    }

    // Others may live and yet never finish.
    private bool IsStalled(int left)
    {
        var isProgress = left < _left;
        _left = Math.Min(left, _left);
        foreach (var (id, done) in work.DoneByOthers)
        {
            isProgress |= done > _doneByOthers.GetValueOrDefault(id);
            _doneByOthers[id] = Math.Max(done, _doneByOthers.GetValueOrDefault(id));
        }

        if (isProgress)
            _progress = parts.TimeProvider.GetTimestamp();
        return parts.TimeProvider.GetElapsedTime(_progress) >= (2 * work.Options.Expiry) + parts.Options.UploadInterval;
    }
}
