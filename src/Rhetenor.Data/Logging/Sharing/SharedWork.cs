using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;

namespace Rhetenor.Data.Logging;

/// <summary>The part of this process in the symbols of one session. While it is a member it writes a term every third of its expiry.</summary>
internal sealed class SharedWork : IAsyncDisposable
{
    private const int MostRounds = 1_000;

    // A process that comes later gets its part after this many seconds of calls, about four for a symbol.
    private const double Slice = 5, CallsPerSymbol = 4;

    private readonly KlineLoggerParts _parts;
    private readonly WorkSharing _options;
    private readonly WorkDivision _division;
    private readonly LeaseChain _chain;
    private readonly LeaseWatch _watch;
    private readonly string _id = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private readonly Turn _turn = new();
    private readonly Lock _gate = new();
    private CancellationTokenSource? _stop;
    private Task _beating = Task.CompletedTask;
    private ExceptionDispatchInfo? _failure;
    private LeaseTerm _last = LeaseTerm.None;
    private HashSet<int> _mine = [];
    private long _renewed;
    private bool _isMember;

    public SharedWork(KlineLoggerParts parts, TradingSession session, IReadOnlyCollection<string> symbols)
    {
        (_parts, _options, _division) = (parts, parts.Options.Sharing!, new(symbols));
        _chain = parts.Store.Leases(session, _division.Symbols);
        _watch = new(parts.TimeProvider);
    }

    /// <summary>Gets the numbers of all shares.</summary>
    public IReadOnlySet<int> All => _division.All.ToHashSet();

    /// <summary>Gets the number of symbols of all processes.</summary>
    public int SymbolCount => _division.Symbols.Count;

    /// <summary>Gets the options.</summary>
    public WorkSharing Options => _options;

    /// <summary>Gets or sets the number of symbols that this process has finished. Others wait while it grows.</summary>
    public int Done { get; set; }

    /// <summary>Gets the number of symbols that each other member has finished, by its id.</summary>
    public IReadOnlyDictionary<string, int> DoneByOthers => _last.Members.Where(member => member.Owner != _options.Owner).ToDictionary(member => member.Id, member => member.Done, StringComparer.Ordinal);

    /// <summary>Returns the number of the share of a symbol.</summary>
    public int ShareOf(string symbol) => _division.Of(symbol);

    /// <summary>Returns the name of the other process that fetches a symbol; null when there is none.</summary>
    public string? OtherOf(string symbol) =>
        _last.Members.FirstOrDefault(member => member.Owner != _options.Owner && member.Shares.Contains(_division.Of(symbol)))?.Owner;

    /// <summary>Determines whether the share of a symbol is this process's.</summary>
    public bool Has(string symbol)
    {
        lock (_gate)
            return _mine.Contains(_division.Of(symbol));
    }

    /// <summary>Returns the requests to make next: whole shares of this process, few enough that one that comes later gets its part soon.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="most">The maximum number, unless one share has more.</param>
    public IReadOnlyList<KlineRequest> Next(IEnumerable<KlineRequest> requests, int most)
    {
        most = (int)Math.Clamp(Slice * _parts.Source.CallsPerSecond / CallsPerSymbol, 1, Math.Min(most, 4 * _parts.Options.Workers));
        var next = new List<KlineRequest>();
        foreach (var share in requests.Where(request => Has(request.Symbol)).GroupBy(request => ShareOf(request.Symbol)).OrderBy(share => share.Key))
        {
            if (next.Count > 0 && next.Count + share.Count() > most)
                break;
            next.AddRange(share);
        }

        return next;
    }

    /// <summary>Determines whether a request for a symbol may begin: the share is this process's, and others have seen it alive too recently to take it over.
    /// A quarter of the expiry is left for clocks that run at different rates.</summary>
    public bool MayBegin(string symbol) => Has(symbol) && IsWithin(0.75);

    /// <summary>Becomes a member if it is none, takes over what members that are gone had, gives back what is more than its part, and takes free shares up to
    /// its part. Called when no request is under way.</summary>
    /// <returns>The shares that were gained, and those that were lost.</returns>
    /// <exception cref="InvalidOperationException">Another process has the same name.</exception>
    /// <exception cref="ObjectStoreException">The store failed, or ignores conditions.</exception>
    public async Task<(IReadOnlyCollection<int> Gained, IReadOnlyCollection<int> Lost)> MoveAsync(LeaseWishes wishes, CancellationToken cancellationToken)
    {
        _failure?.Throw();
        var before = _mine;
        using (await _turn.TakeAsync(cancellationToken).ConfigureAwait(false))
            await WriteAsync(wishes, cancellationToken).ConfigureAwait(false);
        if (_stop is null)
        {
            _stop = new();
            _beating = BeatAsync(_stop.Token);
        }

        return ([.. _mine.Except(before)], [.. before.Except(_mine)]);
    }

    /// <summary>Gives everything back, so that others need not wait. What the store throws is logged: they take over later then.</summary>
    public async ValueTask DisposeAsync()
    {
        // CancelAsync is not used because it would resume waiters on the thread pool.
        _stop?.Cancel();
        await _beating.ConfigureAwait(false);
        _stop?.Dispose();
        _stop = null;
        if (!_isMember)
            return;
        using var over = new CancellationTokenSource(_parts.Options.StopGrace, _parts.TimeProvider);
        try
        {
            var isIn = true;
            for (var round = 0; isIn && round < MostRounds; round++)
            {
                await ReadAsync(over.Token).ConfigureAwait(false);
                isIn = _last.Find(_options.Owner)?.Id == _id
                    && !await _chain.TryWriteAsync(new([.. _last.Members.Where(member => member.Id != _id)]), over.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is ObjectStoreException or OperationCanceledException)
        {
            Log.LeaseNotGivenBack(_parts.Logger, _options.Owner, exception.Message);
        }

        _isMember = false;
        Take(_chain.Last);
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        var third = _options.Expiry / 3;
        var wait = third;
        while (true)
        {
            try
            {
                await Pause.ForAsync(wait, _parts.TimeProvider, cancellationToken).ConfigureAwait(false);
                using (await _turn.TakeAsync(cancellationToken).ConfigureAwait(false))
                    await WriteAsync(null, cancellationToken).ConfigureAwait(false);
                wait = third - _parts.TimeProvider.GetElapsedTime(_renewed);
            }
            catch (ObjectStoreException exception)
            {
                Log.LeaseNotRenewed(_parts.Logger, _options.Owner, exception.Message);
                wait = third / 10;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whoever moves next is told.
                _failure = ExceptionDispatchInfo.Capture(exception);
                lock (_gate)
                    _mine = [];
                return;
            }
        }
    }

    private async Task WriteAsync(LeaseWishes? wishes, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false);
            RequireOwnName();
            var gone = wishes is null ? new HashSet<string>() : _watch.Gone(_last);
            var me = new LeaseMember(_options.Owner, _id, _options.Expiry, Math.Min(_parts.Source.CallsPerSecond, LeaseMember.MaxRate)) { Seen = _chain.Number + 1, Done = Done };
            var next = LeaseMoves.Next(_last, me, gone, wishes);
            var known = _last.Find(_options.Owner);
            if (known?.Id == _id && _mine.SetEquals(next.Find(_options.Owner)!.Shares) && next.Members.Count == _last.Members.Count && IsWithin(1.0 / 3))
                return;
            var began = _parts.TimeProvider.GetTimestamp();
            if (!await _chain.TryWriteAsync(next, cancellationToken).ConfigureAwait(false))
                continue;
            foreach (var member in _last.Members.Where(member => next.Find(member.Owner) is null))
                Log.LeaseTakenOver(_parts.Logger, member.Owner, member.Expiry, member.Shares.Count);
            (_renewed, _isMember) = (began, true);
            Take(next);
            return;
        }

        throw new ObjectStoreException(ObjectStoreError.Unavailable, _options.Owner, $"other processes wrote the next term in each of {MostRounds} rounds.");
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await _chain.ReadAsync(cancellationToken).ConfigureAwait(false);
        Take(_chain.Last);
    }

    private void Take(LeaseTerm term)
    {
        _watch.See(term);
        var mine = _isMember && term.Find(_options.Owner) is { } me && me.Id == _id ? me.Shares.ToHashSet() : [];
        lock (_gate)
            (_last, _mine) = (term, mine);
    }

    // Before this process has become a member, its name may be that of an earlier start of it.
    private void RequireOwnName()
    {
        if (_isMember && _last.Find(_options.Owner) is { } other && other.Id != _id)
            throw new InvalidOperationException($"Another process was started as '{_options.Owner}' and shares the same symbols. {nameof(WorkSharing)}.{nameof(WorkSharing.Owner)} must be different in each process.");
    }

    private bool IsWithin(double part) => _isMember && _parts.TimeProvider.GetElapsedTime(_renewed) < part * _options.Expiry;
}
