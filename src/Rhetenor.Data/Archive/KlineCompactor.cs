using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Merges the objects of a session into one of bars and one of coverage and, as a separate step, removes the objects that
/// are then redundant.</summary>
/// <remarks>
/// <para>A compacted object has the same format and naming as any other, so every reader reads it. It is written beside the others.
/// Readers get the same bars before, after and at every step of a removal. docs/FORMAT.md describes it.</para>
/// <para>Sessions are processed one after the other. The memory needed is that of one session: one or two gigabytes for a day of
/// every listed symbol. Calls may run concurrently, also in several processes, and while others log and read.</para>
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

    /// <summary>Creates the compactor. Performs no I/O.</summary>
    /// <param name="store">The store that contains the objects.</param>
    /// <param name="options">The venue, prefix, and what is kept; null for the defaults.</param>
    /// <param name="timeProvider">The clock that decides which sessions are over; null for the system's.</param>
    /// <param name="logger">Logs what is written and removed.</param>
    /// <exception cref="ArgumentException">An option's value is invalid. The message names the option and the value.</exception>
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

    /// <summary>Writes one compacted object of bars and one merged coverage object for each session of a range that has several. Each new
    /// object is compared value by value with the others before it is written, and byte by byte with the stored copy afterwards. Removes
    /// nothing.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="progress">Receives the result of each session when it is done.</param>
    /// <param name="cancellationToken">Cancels the operation. Sessions already done stay done.</param>
    /// <returns>The result for each session that has objects.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is after <paramref name="to"/>.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read or written, its folder does not exist, or it returned
    /// other bytes than were written. Sessions already done stay done.</exception>
    public Task<IReadOnlyList<SessionCompaction>> CompactAsync(
        DateOnly from, DateOnly to, IProgress<SessionCompaction>? progress = null, CancellationToken cancellationToken = default) =>
        EachAsync(from, to, CompactAsync, progress, cancellationToken);

    /// <summary>Removes, in each session of a range, the objects whose content is all contained in a compacted object of bars or a
    /// merged coverage object. This is verified first: every object of the session is listed and read again. The oldest objects are
    /// removed first.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="remover">Removes the objects; the store itself, if it supports removal.</param>
    /// <param name="progress">Receives the result of each session when it is done.</param>
    /// <param name="cancellationToken">Cancels the operation. Objects already removed stay removed; that is safe.</param>
    /// <returns>The objects removed and kept, for each session that has objects.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is after <paramref name="to"/>.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read. A failed removal is reported, not thrown: the object is
    /// kept, with the reason.</exception>
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
        DateRange.Check(from, to);
        // Comparing and compressing occupy a core for a long time. They must not run on the caller's thread.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var done = new List<T>();
        await foreach (var listing in _lister.ListAsync(from, to, new(WithCoverage: true), null, cancellationToken).ConfigureAwait(false))
        {
            if (listing.Objects.Count == 0)
                continue;
            done.Add(await work(listing, cancellationToken).ConfigureAwait(false));
            progress.ReportSafely(done[^1], _logger);
        }

        return done;
    }

    private bool IsOpen(ArchivedSession session) => !_options.IncludeOpenSessions && !session.IsSettled(_timeProvider.GetUtcNow());

    // Repeats the work until no other process changes the session meanwhile.
    private async Task<T> SettledAsync<T>(
        SessionListing listing, Func<SessionListing, ReadProblems, Task<T?>> work, CancellationToken cancellationToken)
        where T : class =>
        await _reader.UntilSettledAsync(listing, work, cancellationToken).ConfigureAwait(false)
            ?? throw new ObjectStoreException(
                ObjectStoreError.Unavailable, listing.Objects[^1].Key.ToString(), $"others kept changing the objects of {listing.Date.ToText()} whenever it was read.");
}
