using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Makes the objects of a session one, and, as a step of its own, removes those that are then needless.</summary>
/// <remarks>
/// <para>A compacted object has the format and the name of any other, so every reader reads it. It is written beside the others, and
/// what anyone reads stays the same: before, after, and at every step of a removal. docs/FORMAT.md describes it.</para>
/// <para>Sessions are worked on one after the other, in the memory of one: a gigabyte or two for a day of every listed symbol. Calls may
/// run concurrently, also in several processes, and while others log and read.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class KlineCompactor
{
    private readonly IObjectStore _store;
    private readonly KlineCompactorOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ObjectCommit _commit;
    private readonly SessionLister _lister;
    private readonly SessionReader _reader;

    /// <summary>Puts the parts together; nothing is read yet.</summary>
    /// <param name="store">Where the objects are.</param>
    /// <param name="options">Venue, names, and what is kept; null for the defaults.</param>
    /// <param name="timeProvider">The clock that tells which sessions are over.</param>
    /// <param name="logger">Told of what is written and removed.</param>
    /// <exception cref="ArgumentException">An option has a value that is not possible; the message names both.</exception>
    public KlineCompactor(
        IObjectStore store, KlineCompactorOptions? options = null, TimeProvider? timeProvider = null, ILogger<KlineCompactor>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _options = (options ?? new()).Checked();
        _store = store;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _logger = Log.Quiet(logger);
        _commit = new(store, _options.Retry, _timeProvider);
        _lister = new(store, _options.Archive, mustExist: true);
        _reader = new(store, _lister, _options.Archive, _logger);
    }

    /// <summary>Writes, for each session of a range that has several objects, one that says what all of them say. It is compared with
    /// them value by value before it is written, and byte by byte with what the store gives back. Nothing is removed.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="progress">Told of each session when it is done.</param>
    /// <param name="cancellationToken">Cancels; sessions done stay done.</param>
    /// <returns>What became of each session that has objects.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is after <paramref name="to"/>.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read or written, or its folder does not exist, or it gave back other bytes than were written;
    /// sessions done stay done.</exception>
    public Task<IReadOnlyList<SessionCompaction>> CompactAsync(
        DateOnly from, DateOnly to, IProgress<SessionCompaction>? progress = null, CancellationToken cancellationToken = default) =>
        EachAsync(from, to, CompactAsync, progress, cancellationToken);

    /// <summary>Removes, in each session of a range, the objects all of whose values a compacted object has. That is verified first, from
    /// what the store has now: every object of the session is listed and read again. The oldest go first. Coverage stays.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="remover">What removes: the store itself, if it may.</param>
    /// <param name="progress">Told of each session when it is done.</param>
    /// <param name="cancellationToken">Cancels; what was removed until then could be.</param>
    /// <returns>What was removed and kept of each session that has objects.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is after <paramref name="to"/>.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read. A removal that fails is not thrown but reported:
    /// the object is kept, with the reason.</exception>
    public Task<IReadOnlyList<SessionRemoval>> RemoveCompactedAsync(
        DateOnly from, DateOnly to, IObjectRemover remover, IProgress<SessionRemoval>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(remover);
        return EachAsync(from, to, (listing, token) => RemoveAsync(listing, remover, token), progress, cancellationToken);
    }

    /// <summary>Returns prefix, venue and store in one line.</summary>
    public override string ToString() => $"{nameof(KlineCompactor)} '{_options.Archive.Prefix}', {_options.Archive.Venue.ToCode()}, in {_store}";

    private async Task<IReadOnlyList<T>> EachAsync<T>(
        DateOnly from, DateOnly to, Func<SessionListing, CancellationToken, Task<T>> work, IProgress<T>? progress, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        // Comparing and compressing take a core for long: not the caller's.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var done = new List<T>();
        await foreach (var listing in _lister.ListAsync(from, to, default, null, cancellationToken).ConfigureAwait(false))
        {
            done.Add(await work(listing, cancellationToken).ConfigureAwait(false));
            progress?.Report(done[^1]);
        }

        return done;
    }

    private bool IsOpen(ArchivedSession session) => !_options.IncludeOpenSessions
        && _timeProvider.GetUtcNow() < (TradingHours.For(session.Venue, session.Date)?.SettledAt ?? KoreaTime.At(session.Date.AddDays(1), TimeOnly.MinValue));

    // Null when an object was gone: another compactor is at work.
    private async Task<KlineVersions?> ReadAsync(SessionListing listing, SessionProblems problems, CancellationToken cancellationToken)
    {
        var versions = new KlineVersions(listing.Date);
        await foreach (var (key, table) in _reader.ObjectsAsync(listing, new KlineTable(), problems, cancellationToken).ConfigureAwait(false))
            versions.Add(key, table);
        return problems.AnyGone ? null : versions;
    }

    // What others leave alone for long enough to be worked on.
    private async Task<T> SettledAsync<T>(
        SessionListing listing, Func<SessionListing, SessionProblems, Task<T?>> work, CancellationToken cancellationToken)
        where T : class =>
        await _reader.UntilSettledAsync(listing, work, cancellationToken).ConfigureAwait(false)
            ?? throw new ObjectStoreException(
                ObjectStoreError.Unavailable, listing.Objects[^1].Key.ToString(), $"others kept changing the objects of {listing.Date.ToText()} whenever it was read.");
}
