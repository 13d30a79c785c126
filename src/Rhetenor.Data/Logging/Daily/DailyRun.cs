using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;

namespace Rhetenor.Data.Logging;

/// <summary>Performs one catch-up of daily bars: fetch, write, report.</summary>
internal sealed class DailyRun(DailyParts parts, TradingSession session, DailyHeld held, IProgress<CatchUpProgress>? progress)
{
    private readonly Lock _gate = new();
    private readonly DailyHistory _history = new(parts.Client);
    private readonly DailyCommit _commit = new(parts.Writer, parts.Options, parts.TimeProvider);
    private readonly Outage _outage = new(parts.Options.OutageFailures);
    private readonly Dictionary<string, DailyTally> _tallies = new(StringComparer.Ordinal);
    private readonly List<DailyFetch> _pending = [];
    private (int Done, int Total, int Calls, int CallsAtMost, long Bars) _counts;

    /// <summary>Gets the keys of the objects written.</summary>
    public IReadOnlyList<string> Written => _commit.Written;

    /// <inheritdoc cref="DailyCommit.Problems"/>
    public IReadOnlyList<StoreProblem> Problems => _commit.Problems;

    /// <summary>Gets the number of calls.</summary>
    public int Calls => _counts.Calls;

    /// <summary>Gets the number of times that the run paused because KIS did not answer.</summary>
    public int Pauses { get; private set; }

    /// <summary>Returns the result of a symbol.</summary>
    public DailyTally Tally(string symbol)
    {
        if (!_tallies.TryGetValue(symbol, out var tally))
            _tallies.Add(symbol, tally = new());
        return tally;
    }

    /// <summary>Fetches the bars of one symbol.</summary>
    /// <exception cref="HantooException">KIS did not give a usable answer.</exception>
    public async Task<DailyFetch> FetchAsync(DailyQuestion question, CancellationToken cancellationToken)
    {
        var fetch = await _history.FetchAsync(question, cancellationToken).ConfigureAwait(false);
        Count(fetch.Calls);
        return fetch;
    }

    /// <summary>Keeps the bars of one symbol for the next write.</summary>
    public void Take(DailyFetch fetch)
    {
        lock (_gate)
        {
            _pending.Add(fetch);
            _counts.Bars += fetch.Bars.Count;
            Tally(fetch.Question.Symbol).Calls += fetch.Calls;
        }
    }

    /// <summary>Fetches and writes, some symbols at a time.</summary>
    public async Task RunAsync(IReadOnlyList<DailyQuestion> questions, CancellationToken cancellationToken)
    {
        (_counts.Total, _counts.CallsAtMost) = (questions.Count, Calls + questions.Sum(DailyPlanner.CallsAtMost));
        Report(null);
        try
        {
            foreach (var batch in Batches(questions))
            {
                var sweep = new PatientSweep<DailyQuestion>(_outage, parts.Options.Workers, TryFetchAsync, PauseAsync);
                foreach (var question in await sweep.RunAsync(batch, cancellationToken).ConfigureAwait(false))
                    Tally(question.Symbol).Fail(question.From, $"not requested: KIS answered none of {_outage.Failures} symbols in a row.");
                await CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not ObjectStoreException)
        {
            await LastWrite.RunAsync(CommitAsync, parts.Options.StopGrace, parts.TimeProvider, parts.Logger).ConfigureAwait(false);
            throw;
        }
    }

    private IEnumerable<List<DailyQuestion>> Batches(IReadOnlyList<DailyQuestion> questions)
    {
        var (batch, bars) = (new List<DailyQuestion>(), _pending.Sum(fetch => (long)fetch.Bars.Count));
        foreach (var question in questions)
        {
            batch.Add(question);
            bars += question.SessionsAtMost;
            if (bars < parts.Options.BarsPerWrite)
                continue;
            yield return batch;
            (batch, bars) = ([], 0);
        }

        if (batch.Count > 0 || _pending.Count > 0)
            yield return batch;
    }

    // Returns whether KIS was silent.
    private async Task<bool> TryFetchAsync(DailyQuestion question, CancellationToken cancellationToken)
    {
        var isSilent = false;
        try
        {
            Take(await FetchAsync(question, cancellationToken).ConfigureAwait(false));
            lock (_gate)
                Tally(question.Symbol).Fail(question.From, null);
        }
        catch (Exception exception) when (exception is RhetenorException known ? !CatchUpRun.IsFatal(known) : exception is not (OperationCanceledException or OutOfMemoryException))
        {
            cancellationToken.ThrowIfCancellationRequested();
            isSilent = Outage.IsSign(exception);
            Log.SymbolFailed(parts.Logger, question.Symbol, question.To, exception.Message);
            var calls = (exception as HantooException)?.Calls ?? 0;
            Count(calls);
            lock (_gate)
            {
                Tally(question.Symbol).Calls += calls;
                Tally(question.Symbol).Fail(question.From, exception.Message);
            }
        }

        _outage.Record(isSilent);
        lock (_gate)
            _counts.Done += isSilent ? 0 : 1;
        Report(question.Symbol);
        return isSilent;
    }

    private async Task PauseAsync(int left, CancellationToken cancellationToken)
    {
        Log.SourceSilent(parts.Logger, _outage.Failures, left, KoreaTime.DateOf(parts.Client.ServerNow), parts.Options.OutagePause);
        Pauses++;
        await CommitAsync(cancellationToken).ConfigureAwait(false);
        Report(null, parts.Client.ServerNow + parts.Options.OutagePause);
        await Pause.ForAsync(parts.Options.OutagePause, parts.TimeProvider, cancellationToken).ConfigureAwait(false);
    }

    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_pending.Count == 0)
            return;
        foreach (var (symbol, entry) in await _commit.RunAsync(_pending, parts.Client.ServerNow, held, cancellationToken).ConfigureAwait(false))
            Tally(symbol).Add(entry);
        RhetenorDiagnostics.CountBars("new", _pending.Sum(fetch => fetch.Bars.Count));
        _pending.Clear();
    }

    private void Count(int calls)
    {
        RhetenorDiagnostics.CallCounter.Add(calls);
        lock (_gate)
            _counts.Calls += calls;
    }

    private void Report(string? symbol, DateTimeOffset? pausedUntil = null)
    {
        CatchUpProgress now;
        lock (_gate)
        {
            now = new()
            {
                Session = session,
                Done = _counts.Done,
                Total = _counts.Total,
                Calls = _counts.Calls,
                CallsAtMost = _counts.CallsAtMost,
                Bars = _counts.Bars,
                Symbol = symbol,
                PausedUntil = pausedUntil,
            };
        }

        progress.ReportSafely(now, parts.Logger);
    }
}
