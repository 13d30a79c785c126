using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Logging;

/// <summary>Reads sessions and writes new objects for a logger.</summary>
internal sealed class WriterStore
{
    private readonly IObjectStore _store;
    private readonly KlineLoggerOptions _options;
    private readonly ExclusiveWriter _writer;
    private readonly SessionLister _lister;
    private readonly SessionReader _reader;
    private readonly ConcurrentDictionary<DateOnly, HashSet<string>> _agreed = new();
    private readonly Func<string, LeaseChain> _leases;

    public WriterStore(IObjectStore store, KlineLoggerOptions options, TimeProvider timeProvider, ILogger logger)
    {
        (_store, _options) = (store, options);

        // A slot does not need conditional writes, and the risk option accepts their absence.
        _writer = new(store, options.Prefix, options.Retry, options.Slot is not null || options.RiskLosingOtherWritersBars, timeProvider, readsBack: options.Slot is not null);

        // Without conditional writes, leases exclude nobody.
        var terms = new ExclusiveWriter(store, options.Prefix, options.Retry, isTrusted: false, timeProvider);
        _leases = folder => new(store, folder, terms, logger);
        var archive = new KlineArchiveOptions
        {
            Venue = options.Venue,
            Prefix = options.Prefix,
            MaxObjectBytes = options.MaxObjectBytes,
            SessionsAhead = 0,
        };
        _lister = new(store, archive, mustExist: false);
        _reader = new(store, _lister, archive, logger);
    }

    public override string ToString() => $"'{_options.Prefix}', {_options.Venue.ToCode()}, in {_store}";

    /// <inheritdoc cref="ReadAsync(TradingSession, IReadOnlySet{string}, CancellationToken)"/>
    public Task<HeldDay> ReadAsync(TradingSession session, CancellationToken cancellationToken) => ReadAsync(session, null, cancellationToken);

    /// <summary>Reads the stored content of a session. An unreadable object is reported and does not hide the others.</summary>
    /// <param name="session">The session.</param>
    /// <param name="known">The names of the objects of bars that were read or written before; null for none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<HeldDay> ReadAsync(TradingSession session, IReadOnlySet<string>? known, CancellationToken cancellationToken)
    {
        var listing = await _lister.ListAsync(session.Date, new(WithCoverage: true, Known: known), cancellationToken).ConfigureAwait(false);
        return HeldDay.Of(await _reader.ReadAsync(listing, new SessionBuffers(), visitor: null, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Lists the sessions that have objects, in order of time.</summary>
    public IAsyncEnumerable<SessionListing> ListAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        _lister.ListAsync(from, to, new(WithCoverage: true), null, cancellationToken);

    /// <summary>Reads some symbols of a listed session.</summary>
    public Task<SessionContents> ReadAsync(SessionListing listing, IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        _reader.ReadAsync(listing, new SessionBuffers(symbols), visitor: null, cancellationToken);

    /// <summary>Returns the symbols that had bars in one of the last sessions before a session, using coverage only.</summary>
    public async Task<IReadOnlySet<string>> TradedBeforeAsync(TradingSession session, CancellationToken cancellationToken)
    {
        var traded = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var listing in ListAsync(session.Date.AddDays(-_options.DaysOfUnfinishedSessions), session.Date.AddDays(-1), cancellationToken).ConfigureAwait(false))
        {
            if ((await _reader.ReadCoverageAsync(listing, cancellationToken).ConfigureAwait(false)).Believed is { } coverage)
                traded.UnionWith(coverage.Symbols.Where(entry => entry.Value.State == SymbolDayState.Complete).Select(entry => entry.Key));
        }

        return traded;
    }

    /// <summary>Returns the sessions that are not final for some symbol, using coverage only. Sessions before the first one with an object
    /// were never begun, unless the store has older ones.</summary>
    /// <param name="sessions">The sessions, oldest first.</param>
    /// <param name="symbols">The symbols of each session.</param>
    /// <param name="sharesOf">Returns the shares traded in a session according to the next one's master; null when it is not known.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<List<TradingSession>> UnfinishedAsync(
        IReadOnlyList<TradingSession> sessions, IReadOnlyDictionary<DateOnly, IReadOnlyList<string>> symbols,
        Func<TradingSession, string, long?> sharesOf, CancellationToken cancellationToken)
    {
        var listed = await _lister.ListAsync(sessions[0].Date, sessions[^1].Date, new(WithCoverage: true), null, cancellationToken)
            .ToDictionaryAsync(listing => listing.Date, cancellationToken: cancellationToken).ConfigureAwait(false);
        var isBegun = listed.Count < sessions.Count
            && await _lister.ListAsync(sessions[0].Date.AddYears(-1), sessions[0].Date.AddDays(-1), new(WithCoverage: true), null, cancellationToken).AnyAsync(cancellationToken).ConfigureAwait(false);
        var unfinished = new List<TradingSession>();
        foreach (var session in sessions)
        {
            isBegun |= listed.ContainsKey(session.Date);
            if (isBegun && !(listed.TryGetValue(session.Date, out var listing)
                && await IsFinalAsync(session, listing, symbols[session.Date], symbol => sharesOf(session, symbol), cancellationToken).ConfigureAwait(false)))
            {
                unfinished.Add(session);
            }
        }

        return unfinished;
    }

    private async Task<bool> IsFinalAsync(
        TradingSession session, SessionListing listing, IReadOnlyList<string> symbols, Func<string, long?> sharesOf, CancellationToken cancellationToken)
    {
        var claims = await _reader.ReadCoverageAsync(listing, cancellationToken).ConfigureAwait(false);
        if (claims.Believed is not { } coverage || !IsFinal(coverage.Symbols, null))
            return false;

        // The bars are read once to compare their shares with those of the next session's master.
        var known = symbols.Where(symbol => sharesOf(symbol) > 0 && coverage.Symbols.GetValueOrDefault(symbol) is { State: SymbolDayState.Complete, IsOpenToMaster: true }).ToHashSet(StringComparer.Ordinal);
        var isCompared = known.Count > 0 && !(_agreed.TryGetValue(session.Date, out var agreed) && known.IsSubsetOf(agreed));
        if (!claims.NeedsBars && !isCompared)
            return true;

        // A delayed writer may have overridden what coverage calls final.
        var contents = await _reader.ReadAsync(listing, new SessionBuffers(), visitor: null, cancellationToken).ConfigureAwait(false);
        var isFinal = IsFinal(contents.Coverage, isCompared ? HeldDay.Of(contents) : null);
        if (isFinal && isCompared)
            _agreed[session.Date] = known;
        return isFinal;

        bool IsFinal(IReadOnlyDictionary<string, KlineSymbolCoverage> covered, HeldDay? held) => symbols.All(symbol =>
            CoveredSpan.Of(session, covered.GetValueOrDefault(symbol), hasBars: true, SharesOf(symbol, covered, held))?.IsFinal == true);

        // Without the bars, only days without any can be compared.
        DayShares? SharesOf(string symbol, IReadOnlyDictionary<string, KlineSymbolCoverage> covered, HeldDay? held) =>
            sharesOf(symbol) is { } traded && (held is not null || covered.GetValueOrDefault(symbol)?.State != SymbolDayState.Complete) ? new(traded, held?.SharesOf(symbol) ?? 0) : null;
    }

    /// <summary>Lists the objects of bars of a session, and reads the session again if other writers have added some.</summary>
    /// <param name="session">The session.</param>
    /// <param name="held">The content as last known.</param>
    /// <param name="own">The name of the object that is being written; null for none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The new content; null when there are no further objects.</returns>
    public async Task<HeldDay?> ReadNewsAsync(TradingSession session, HeldDay held, string? own, CancellationToken cancellationToken)
    {
        var listing = await _lister.ListAsync(session.Date, default, cancellationToken).ConfigureAwait(false);
        return listing.Objects.All(stored => stored.Key.Name == own || held.Listed.Contains(stored.Key.Name))
            ? null
            : await ReadAsync(session, held.Listed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the leases of a session's symbols.</summary>
    /// <param name="session">The session.</param>
    /// <param name="symbols">The short codes, in ordinal order.</param>
    public LeaseChain Leases(TradingSession session, IEnumerable<string> symbols) => _leases(LeaseKey.FolderOf(_options.Prefix, session.Date, session.Venue, symbols));

    /// <inheritdoc cref="ExclusiveWriter.WriteAsync"/>
    public Task<CommitOutcome> WriteAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        _writer.WriteAsync(key, body, cancellationToken);
}
