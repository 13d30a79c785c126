using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <summary>Performs one catch-up of one session: plan, fetch, compare, write, report.</summary>
internal sealed partial class CatchUpRun
{
    // An object can be late by the time of a part.
    private const int PartsPerObject = 5;

    private readonly TradingSession _session;
    private readonly KlineLoggerParts _parts;
    private readonly KlineCommit _commit;
    private readonly PendingBars _pending;
    private readonly List<string> _written = [];
    private readonly Dictionary<string, SymbolTally> _tallies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly List<FetchedSymbol> _unpublished = [];
    private readonly Lock _gate = new();
    private readonly Turn _lookingBack = new();
    private IReadOnlySet<string>? _traded;
    private int _calls;
    private int _pauses;

    public CatchUpRun(TradingSession session, KlineLoggerParts parts, HeldDay held)
    {
        (_session, _parts) = (session, parts);
        _commit = new KlineCommit(parts);
        _pending = new PendingBars(held);
        parts.Followers.Stored(session, parts.Now, before: null, held, []);
    }

    public TradingSession Session => _session;

    /// <summary>Gets the stored content, including everything this run has written.</summary>
    public HeldDay Held => _pending.Held;

    /// <summary>Gets whether fetched bars are not written yet.</summary>
    public bool HasPending => PendingSymbols > 0;

    /// <summary>Gets the number of symbols whose bars are not written yet.</summary>
    public int PendingSymbols => _pending.Symbols.Count;

    /// <summary>Gets or sets the instant of the latest plan. The run had to fetch the minutes that were over by then.</summary>
    public DateTimeOffset Planned { get; set; }

    /// <summary>Gets or sets the date of the next session; null when it is not needed.</summary>
    public DateOnly? NextSession { get; set; }

    /// <summary>Fetches the planned requests. Failures of single symbols are recorded, not thrown. While the source is silent, what was
    /// fetched is written, and the run pauses.</summary>
    /// <param name="requests">The plan.</param>
    /// <param name="progress">Receives the progress after every symbol.</param>
    /// <param name="cancellationToken">Cancels the operation. Fetched bars stay pending.</param>
    /// <param name="between">Called between the parts of a plan that takes longer than <see cref="KlineLoggerOptions.UploadInterval"/>, to write what is
    /// fetched; null for a plan in one part.</param>
    /// <exception cref="HantooException">KIS refuses the key or the environment, so no symbol can be fetched.</exception>
    /// <exception cref="ObjectStoreException">What was fetched could not be written before a pause.</exception>
    public async Task FetchAsync(
        IReadOnlyList<KlineRequest> requests, IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken, Func<Task>? between = null)
    {
        var sweep = new PatientSweep<KlineRequest>(
            _parts.Outage, _parts.Options.Workers,
            async (request, token) =>
            {
                if (IsLeft(request.Symbol))
                    return false;
                var isSilent = await FetchAsync(request, token).ConfigureAwait(false);
                lock (_gate)
                    _done.Add(request.Symbol);
                ReportTo(progress, request.Symbol);
                return isSilent;
            },
            (left, token) => PauseAsync(left, progress, token));
        _left.Clear();
        using var waits = SourceWaits.Report(_parts.Source, _parts.Logger, progress, until => Progress(null) with { WaitingUntil = until });
        try
        {
            requests = await QuoteAsync(requests, progress, cancellationToken).ConfigureAwait(false);
            foreach (var part in between is null ? [requests] : Parts(requests))
            {
                if (part != requests && HasPending)
                    await between!().ConfigureAwait(false);

                // While minutes are new, those of a round come together. A settled day has few that are.
                if (_session.IsSettled(_parts.Now, _parts.Options.SettleMargin))
                    Publish();
                foreach (var request in await sweep.RunAsync(part, cancellationToken).ConfigureAwait(false))
                    Tally(request.Symbol).Fail($"not requested: the source answered none of {_parts.Outage.Failures} symbols in a row.");
            }
        }
        finally
        {
            Publish();
        }
    }

    /// <summary>Returns the result for every symbol. It only claims what was written.</summary>
    public CatchUpReport Report(IReadOnlyList<string> symbols, DateTimeOffset started)
    {
        // Minutes that ended after the plan was made belong to the next run.
        return new()
        {
            Session = _session,
            Symbols = [.. symbols.Select(symbol => Named(Tally(symbol).Outcome(symbol, Held, _session, Planned, _parts.Options.SettleMargin, _parts.SharesOf(_session, Held, symbol, NextSession))))],
            Objects = [.. _written],
            Problems = Held.Problems,
            Started = started,
            Finished = _parts.Now,
            RepeatedBars = _commit.Repeated,
            Pauses = _pauses,
            OtherCalls = _quoteCalls,
        };
    }

    // While it is not written, a stopped process would lose it.
    private IEnumerable<IReadOnlyList<KlineRequest>> Parts(IReadOnlyList<KlineRequest> requests)
    {
        var (rows, interval) = (_parts.Source.RowsPerCall(_session.Date), _parts.Options.UploadInterval.TotalSeconds * _parts.Source.CallsPerSecond);
        var calls = requests.Select(request => CatchUpPlanner.CallsAtMost(request, rows)).ToList();
        if (calls.Sum() <= interval)
            return [requests];
        var perPart = Math.Max((int)(interval / PartsPerObject * requests.Count / calls.Sum()), 4 * _parts.Options.Workers);
        return requests.Chunk(perPart);
    }

    private async Task PauseAsync(int left, IProgress<CatchUpProgress>? progress, CancellationToken cancellationToken)
    {
        var pause = _parts.Options.OutagePause;
        _pauses++;
        Publish();
        Log.SourceSilent(_parts.Logger, _parts.Outage.Failures, left, _session.Date, pause);
        await CommitAsync(cancellationToken).ConfigureAwait(false);
        progress.ReportSafely(Progress(null) with { PausedUntil = _parts.Now + pause }, _parts.Logger);
        await Pause.ForAsync(pause, _parts.TimeProvider, cancellationToken).ConfigureAwait(false);
    }

    // Returns whether the source was silent.
    private async Task<bool> FetchAsync(KlineRequest request, CancellationToken cancellationToken)
    {
        try
        {
            request = StoredDays.Attached(_parts, request, Held) with { SharesOfDay = _parts.SharesOfDay(_session, NextSession, request.Symbol) };
            var fetch = await _parts.Source.FetchAsync(request, cancellationToken).ConfigureAwait(false);
            _parts.Outage.Record(isSilent: false);
            RhetenorDiagnostics.CallCounter.Add(fetch.Calls);
            var hasTraded = fetch.State == SymbolDayState.Doubtful && _session.Venue == Venue.Nextrade && await HasTradedAsync(request.Symbol, cancellationToken).ConfigureAwait(false);
            lock (_gate)
                Take(request, fetch, hasTraded);
            return false;
        }
        catch (Exception exception) when (exception is RhetenorException known ? !IsFatal(known) : exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // A defect in one symbol's rows or in the source must not end the run of the others.
            cancellationToken.ThrowIfCancellationRequested();
            var isSilent = Outage.IsSign(exception);
            _parts.Outage.Record(isSilent);
            Log.SymbolFailed(_parts.Logger, request.Symbol, _session.Date, exception.Message);
            lock (_gate)
            {
                var calls = (exception as HantooException)?.Calls ?? 0;
                (_calls, Tally(request.Symbol).Calls) = (_calls + calls, Tally(request.Symbol).Calls + calls);
                Fail(request.Symbol, exception.Message);
            }

            return isSilent;
        }
    }

    private async Task<bool> HasTradedAsync(string symbol, CancellationToken cancellationToken)
    {
        using (await _lookingBack.TakeAsync(cancellationToken).ConfigureAwait(false))
            _traded ??= await _parts.Store.TradedBeforeAsync(_session, cancellationToken).ConfigureAwait(false);
        return _traded.Contains(symbol);
    }

    private void Take(KlineRequest request, KlineFetch fetch, bool hasTraded)
    {
        _calls += fetch.Calls;
        var tally = Tally(request.Symbol);
        tally.Calls += fetch.Calls;
        tally.Answered = fetch.Answered;
        var hadBars = Held.Bars.HasBars(request.Symbol) || (Held.Coverage.TryGetValue(request.Symbol, out var earlier) && earlier.State == SymbolDayState.Complete)
            || hasTraded;
        if (_parts.Masters.OwnerOf(request.Symbol, fetch.Name, KoreaTime.DateOf(_parts.Now)) is { } owner)
        {
            Fail(request.Symbol, $"KIS answered with '{fetch.Name}', which is {owner}.");
            return;
        }

        if (fetch.State == SymbolDayState.Doubtful && (_session.Venue != Venue.Nextrade || hadBars))
        {
            Fail(request.Symbol, "KIS answered with no row at all, not even of an earlier day, so it is unknown whether it trades; check the short code.");
            return;
        }

        if (fetch is { CompletedThrough: null, Shortfall: null })
        {
            Fail(request.Symbol, "by the server's clock no minute of the session was over.");
            return;
        }

        if (fetch is { Rows.Count: 0, Doubt: null, Shortfall: null } && request.After is null && Held.Bars.HasBars(request.Symbol))
        {
            Fail(request.Symbol, "KIS answered with no row of the day, and bars of it are stored.");
            return;
        }

        tally.Recover();
        var symbol = FetchedSymbol.Of(request, fetch, Held, fetch.Answered?.ToOffset(KoreaTime.Offset) ?? _parts.Now, _parts.Masters.IsHalted(_session.Date, request.Symbol));
        tally.IsFromStore = fetch.IsFromStore && symbol.Coverage.IsFinal;
        _pending.Add(symbol);
        _unpublished.Add(symbol);
        _bars += symbol.Klines.Count;
    }

    // A failure is recorded in the store once. It only distinguishes "requested without success" from "never requested". What contradicts a final day
    // is recorded too: later runs do not compare it again.
    private void Fail(string symbol, string reason)
    {
        Tally(symbol).Fail(reason);
        if (!Held.Coverage.ContainsKey(symbol))
            _pending.Add(new FetchedSymbol(symbol, [], new(SymbolDayState.Failed, null, Reason: reason)));
        else if (_parts.Covered(_session, Held, symbol, NextSession)?.Contradiction is { } contradiction)
        {
            var doubt = Held.Coverage[symbol] with { State = SymbolDayState.Doubtful, Through = null, IsFinal = false, Reason = contradiction, Witnesses = KlineWitnesses.None, Doubted = _parts.Now.DateTime.ToSecond() };
            _pending.Add(new FetchedSymbol(symbol, [], doubt) { Answered = _parts.Now });
        }
    }

    private SymbolTally Tally(string symbol)
    {
        if (!_tallies.TryGetValue(symbol, out var tally))
            _tallies.Add(symbol, tally = new SymbolTally());
        return tally;
    }

    /// <summary>Determines whether a failure would affect every further symbol too.</summary>
    public static bool IsFatal(RhetenorException exception) => exception is HantooException { IsFatal: true };
}
