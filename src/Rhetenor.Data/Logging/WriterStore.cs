using Microsoft.Extensions.Logging;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Logging;

/// <summary>The object store of a logger: reads a session, and writes new objects.</summary>
internal sealed class WriterStore
{
    private readonly IObjectStore _store;
    private readonly KlineLoggerOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly SessionLister _lister;
    private readonly SessionReader _reader;

    // These two are exclusive by construction; a slot does without, and so does who takes the risk.
    private bool _isTrusted;

    public WriterStore(IObjectStore store, KlineLoggerOptions options, TimeProvider timeProvider, ILogger logger)
    {
        (_store, _options, _timeProvider) = (store, options, timeProvider);
        _isTrusted = store is DirectoryObjectStore or InMemoryObjectStore || options.Slot is not null || options.RiskLosingOtherWritersBars;
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

    /// <summary>Reads everything the store has of a session. What cannot be read is reported, and hides nothing else.</summary>
    public async Task<HeldDay> ReadAsync(TradingSession session, CancellationToken cancellationToken)
    {
        var listing = await _lister.ListAsync(session.Date, new(WithCoverage: true), cancellationToken).ConfigureAwait(false);
        return HeldDay.Of(await _reader.ReadAsync(listing, new SessionBuffers(), visitor: null, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Writes an object unless its key holds another one. Before the first write it is found out whether the store
    /// keeps that promise.</summary>
    /// <exception cref="ObjectStoreException">The store ignores conditions, refused the object, or cannot be reached.</exception>
    public async Task<CommitOutcome> WriteAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!_isTrusted)
            await _store.EnsureConditionalWritesAsync($"{_options.Prefix}/.probe", _options.Retry, _timeProvider, cancellationToken).ConfigureAwait(false);
        _isTrusted = true;
        return await _store.CommitAsync(key, body, _options.Retry, _timeProvider, cancellationToken).ConfigureAwait(false);
    }
}
