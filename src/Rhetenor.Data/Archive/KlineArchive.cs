using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>Reads the logged 1-minute bars (분봉) of one venue from an object store.</summary>
/// <remarks>
/// <para>For each symbol and minute, the bar of the latest retrieval counts; docs/FORMAT.md describes the rule. It also describes
/// how objects of other programs, older formats and foreign names are handled. Times are Korean (+09:00).</para>
/// <para>An unreadable object never hides the others. It is reported to the callback <c>onProblem</c> of a read. Without that
/// callback, the read throws an <see cref="UnreadableObjectsException"/> after all readable objects were read.</para>
/// <para>Calls may run concurrently. While the caller uses one session, the next ones are fetched and decoded on other threads,
/// within <see cref="KlineArchiveOptions.SessionsAhead"/> and <see cref="KlineArchiveOptions.BytesAhead"/>. Reading years therefore
/// takes the memory of a few sessions.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class KlineArchive
{
    private readonly ILogger _logger;

    /// <summary>Creates the archive. Performs no I/O.</summary>
    /// <param name="store">The store that contains the objects.</param>
    /// <param name="options">The venue, prefix and limits; null for the defaults.</param>
    /// <param name="logger">Logs objects that cannot be used.</param>
    /// <exception cref="ArgumentException">An option's value is invalid. The message names the option and the value.</exception>
    public KlineArchive(IObjectStore store, KlineArchiveOptions? options = null, ILogger<KlineArchive>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        Options = (options ?? new()).Checked();
        Store = store;
        _logger = Log.Quiet(logger);
        Lister = new(store, Options, mustExist: true);
        Reader = new(store, Lister, Options, _logger);
    }

    internal KlineArchiveOptions Options { get; }

    internal IObjectStore Store { get; }

    internal SessionLister Lister { get; }

    internal SessionReader Reader { get; }

    /// <summary>Returns prefix, venue and store in one line.</summary>
    public override string ToString() => $"{nameof(KlineArchive)} '{Options.Prefix}', {Options.Venue.ToCode()}, in {Store}";

    /// <summary>Lists the sessions that have objects, in order of time. Reads names only.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is after <paramref name="to"/>.</exception>
    /// <exception cref="ObjectStoreException">The store could not be listed, or its folder does not exist.</exception>
    public IAsyncEnumerable<ArchivedSession> ListSessionsAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        DateRange.Check(from, to);
        return Lister.ListAsync(from, to, default, null, cancellationToken).Select(listing => listing.Session);
    }

    /// <summary>Reads a range minute by minute, in order of time.</summary>
    /// <param name="query">The dates and symbols. A slice contains the symbols that traded in that minute.</param>
    /// <param name="onProblem">Receives every object or row that cannot be used, before the bars of the session. The read then
    /// continues and ends without an exception. If null, the read throws an <see cref="UnreadableObjectsException"/> after all readable
    /// objects were read. The callback may run on another thread, one call at a time. An exception from it ends the read.</param>
    /// <param name="reuseBuffers">Whether the memory of a session is reused for later sessions. A slice is then valid only until the next
    /// one is requested. Bars may always be kept.</param>
    /// <param name="cancellationToken">Cancels the read; it is checked before each slice.</param>
    /// <returns>The slices. They may be kept unless <paramref name="reuseBuffers"/> is true.</returns>
    /// <exception cref="UnreadableObjectsException">Some objects could not be read and there is no callback. It is thrown at the
    /// end.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read, or its folder does not exist.</exception>
    public IAsyncEnumerable<KlineSlice> ReadAsync(
        KlineQuery query, Action<StoreProblem>? onProblem = null, bool reuseBuffers = false, CancellationToken cancellationToken = default)
    {
        var days = DaysAsync(query, onProblem, reuseBuffers, cancellationToken);
        return Slices(days, cancellationToken);

        static async IAsyncEnumerable<KlineSlice> Slices(
            IAsyncEnumerable<ArchiveDay> days, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var day in days.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                foreach (var slice in day.Slices)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return slice;
                }
            }
        }
    }

    /// <summary>Reads a range bar by bar, in order of time and by symbol within a minute.</summary>
    /// <inheritdoc cref="ReadAsync" path="/param[@name!='reuseBuffers']|/exception"/>
    /// <returns>The symbols and their bars.</returns>
    public IAsyncEnumerable<SymbolKline> ReadKlinesAsync(KlineQuery query, Action<StoreProblem>? onProblem = null, CancellationToken cancellationToken = default)
    {
        var days = DaysAsync(query, onProblem, reuseBuffers: true, cancellationToken);
        return Klines(days, cancellationToken);

        static async IAsyncEnumerable<SymbolKline> Klines(
            IAsyncEnumerable<ArchiveDay> days, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var day in days.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                foreach (var kline in day.Slices.SelectMany(slice => slice))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return kline;
                }
            }
        }
    }

    /// <summary>Reads a range session by session, in columns. Use it for backtests over years.</summary>
    /// <inheritdoc cref="ReadAsync" path="/param[@name!='reuseBuffers']|/exception"/>
    /// <returns>The sessions that have bars, in order of time.</returns>
    public IAsyncEnumerable<KlineHistory> ReadDaysAsync(KlineQuery query, Action<StoreProblem>? onProblem = null, CancellationToken cancellationToken = default)
    {
        var days = DaysAsync(query, onProblem, reuseBuffers: true, cancellationToken);
        return Histories(days, query.Symbols, cancellationToken);

        async IAsyncEnumerable<KlineHistory> Histories(
            IAsyncEnumerable<ArchiveDay> days, IReadOnlyList<string>? symbols, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var day in days.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var builder = new KlineHistoryBuilder(Options.Venue);
                day.AddTo(builder);
                if (builder.Build(symbols) is { Count: > 0 } history)
                    yield return history;
            }
        }
    }

    /// <summary>Reads a whole range into columns: about 64 bytes per bar.</summary>
    /// <inheritdoc cref="ReadAsync" path="/param[@name!='reuseBuffers']|/exception"/>
    /// <returns>The bars by symbol; empty when nothing is stored for the range. <see cref="KlineHistory.MissingSymbols"/> contains
    /// the requested symbols without bars.</returns>
    public async Task<KlineHistory> LoadAsync(KlineQuery query, Action<StoreProblem>? onProblem = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var sessions = await ListAsync(query, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        var builder = new KlineHistoryBuilder(Options.Venue, Math.Max(1, sessions.Count));
        await foreach (var day in DecodedAsync(sessions.ToAsyncEnumerable(), query, onProblem, reuseBuffers: true, cancellationToken).ConfigureAwait(false))
            day.AddTo(builder);
        return builder.Build(query.Symbols);
    }

    /// <summary>Reads a range session by session, in order of time. The bars of a session are valid until the next one is requested, if
    /// buffers are reused.</summary>
    internal IAsyncEnumerable<ArchiveDay> DaysAsync(KlineQuery query, Action<StoreProblem>? onProblem, bool reuseBuffers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return DecodedAsync(ListAsync(query, cancellationToken), query, onProblem, reuseBuffers, cancellationToken);
    }

    // Coverage is not listed when only bars are read.
    private IAsyncEnumerable<SessionListing> ListAsync(KlineQuery query, CancellationToken cancellationToken) =>
        Lister.ListAsync(query.From, query.To, new(AsOf: query.AsOfKorea), null, cancellationToken);

    private async IAsyncEnumerable<ArchiveDay> DecodedAsync(
        IAsyncEnumerable<SessionListing> sessions, KlineQuery query, Action<StoreProblem>? onProblem, bool reuseBuffers,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (isEmpty, problems) = (true, new List<StoreProblem>());
        var spare = new ConcurrentBag<SessionBuffers>();
        var days = ReadAhead.RunAsync(
            sessions, ReadAsync, session => session.Bytes, new(Options.SessionsAhead, Options.BytesAhead), cancellationToken);
        await foreach (var (_, day) in days.ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            isEmpty = false;
            foreach (var problem in day.Problems)
                (onProblem ?? problems.Add)(problem);
            yield return day;
            if (reuseBuffers)
                spare.Add(day.Buffers);
        }

        foreach (var buffers in spare)
            buffers.Release();
        if (isEmpty)
            Log.NothingStored(_logger, Options.Venue, Options.Prefix, query.From, query.To);
        if (problems.Count > 0)
            throw new UnreadableObjectsException(problems);

        async Task<ArchiveDay> ReadAsync(SessionListing session, CancellationToken token)
        {
            // Decoding and merging occupy one core. Sessions ahead of the caller use another core than the caller's.
            if (Options.SessionsAhead > 0)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            var buffers = spare.TryTake(out var used) ? used : new SessionBuffers(query.Symbols);
            var contents = await Reader.ReadAsync(session, buffers, visitor: null, token).ConfigureAwait(false);
            return new(buffers, contents.Bars.ToTable(), contents.Problems, session.Date, contents.Bars.Retrievals()) { Fetched = contents.Bars.Fetched };
        }
    }
}
