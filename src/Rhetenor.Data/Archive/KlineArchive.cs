using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>Reads the logged minutes of one venue back, from any store.</summary>
/// <remarks>
/// <para>For each symbol and minute the bar of the latest retrieval is given; docs/FORMAT.md has the rule. Objects of other
/// programs, older shapes and foreign names are handled as described there. Times are Korean (+09:00).</para>
/// <para>An object that cannot be read never hides the others. It is reported to <see cref="KlineReadOptions.OnProblem"/>; without
/// one, a read ends with an <see cref="UnreadableObjectsException"/> after everything readable was read.</para>
/// <para>Calls may run concurrently. While one session is used, the next ones are fetched and decoded on other threads, within
/// <see cref="KlineArchiveOptions.SessionsAhead"/> and <see cref="KlineArchiveOptions.BytesAhead"/>: reading years takes the memory
/// of a few sessions.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class KlineArchive
{
    private readonly ILogger _logger;

    /// <summary>Puts the parts together; nothing is read yet.</summary>
    /// <param name="store">Where the objects are.</param>
    /// <param name="options">Venue, names and limits; null for the defaults.</param>
    /// <param name="logger">Told of objects that could not be used.</param>
    /// <exception cref="ArgumentException">An option has a value that is not possible; the message names both.</exception>
    public KlineArchive(IObjectStore store, KlineArchiveOptions? options = null, ILogger<KlineArchive>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        Options = (options ?? new()).Checked();
        Store = store;
        _logger = Log.Quiet(logger);
        Listing = new(store, Options);
        Days = new(store, Listing, Options, _logger);
    }

    internal KlineArchiveOptions Options { get; }

    internal IObjectStore Store { get; }

    internal ArchiveListing Listing { get; }

    internal ArchiveDayReader Days { get; }

    /// <summary>Returns prefix, venue and store in one line.</summary>
    public override string ToString() => $"{nameof(KlineArchive)} '{Options.Prefix}', {Options.Venue.ToCode()}, in {Store}";

    /// <summary>The sessions of which there are objects, in order of time. Nothing but names is read.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is after <paramref name="to"/>.</exception>
    /// <exception cref="ObjectStoreException">The store could not be listed.</exception>
    public IAsyncEnumerable<ArchivedSession> ListSessionsAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        return Listing.SessionsAsync(from, to, asOf: null, cancellationToken);
    }

    /// <summary>Reads a range minute by minute, in order of time.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="symbols">The symbols wanted; null for all. A slice has those that traded.</param>
    /// <param name="options">What is read, and who is told of problems; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The slices; they may be kept.</returns>
    /// <exception cref="ArgumentException">The range is empty, or a symbol is none.</exception>
    /// <exception cref="UnreadableObjectsException">At the end: some objects could not be read, and
    /// <see cref="KlineReadOptions.OnProblem"/> is null.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read.</exception>
    public IAsyncEnumerable<KlineSlice> ReadAsync(
        DateOnly from, DateOnly to, IEnumerable<string>? symbols = null, KlineReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? new()).Copy();
        return Slices(DaysAsync(from, to, symbols, options, options.ReusesMemory, cancellationToken), cancellationToken);

        static async IAsyncEnumerable<KlineSlice> Slices(
            IAsyncEnumerable<ArchiveDay> days, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var day in days.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                foreach (var slice in day.Slices)
                    yield return slice;
            }
        }
    }

    /// <summary>Reads a range bar by bar: in order of time, within a minute by symbol.</summary>
    /// <inheritdoc cref="ReadAsync" path="/param|/exception"/>
    /// <returns>Symbols and their bars.</returns>
    public IAsyncEnumerable<SymbolKline> ReadKlinesAsync(
        DateOnly from, DateOnly to, IEnumerable<string>? symbols = null, KlineReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var days = DaysAsync(from, to, symbols, options, reusesMemory: true, cancellationToken);
        return Klines(days, cancellationToken);

        static async IAsyncEnumerable<SymbolKline> Klines(
            IAsyncEnumerable<ArchiveDay> days, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var day in days.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                foreach (var kline in day.Slices.SelectMany(slice => slice))
                    yield return kline;
            }
        }
    }

    /// <summary>Reads a range session by session, each in columns: what a backtest over years uses.</summary>
    /// <inheritdoc cref="ReadAsync" path="/param|/exception"/>
    /// <returns>The sessions that have bars.</returns>
    public IAsyncEnumerable<KlineHistory> ReadDaysAsync(
        DateOnly from, DateOnly to, IEnumerable<string>? symbols = null, KlineReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var days = DaysAsync(from, to, symbols, options, reusesMemory: true, cancellationToken);
        return Histories(days, cancellationToken);

        async IAsyncEnumerable<KlineHistory> Histories(
            IAsyncEnumerable<ArchiveDay> days, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var day in days.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var history = KlineHistory.Of(day.Slices, Options.Venue);
                if (history.BarCount > 0)
                    yield return history;
            }
        }
    }

    /// <summary>Reads a whole range into columns: about 64 bytes a bar.</summary>
    /// <inheritdoc cref="ReadAsync" path="/param|/exception"/>
    /// <returns>The bars by symbol.</returns>
    public async Task<KlineHistory> LoadAsync(
        DateOnly from, DateOnly to, IEnumerable<string>? symbols = null, KlineReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var wanted = Check(from, to, symbols);
        options = (options ?? new()).Copy();
        var sessions = await Listing.SessionsAsync(from, to, options.AsOfKorea, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        var builder = new KlineHistoryBuilder(Options.Venue, Math.Max(1, sessions.Count));
        await foreach (var day in DecodedAsync(sessions.ToAsyncEnumerable(), wanted, options, reusesMemory: true, cancellationToken).ConfigureAwait(false))
            builder.Add(day.Slices);
        return builder.Build();
    }

    private IAsyncEnumerable<ArchiveDay> DaysAsync(
        DateOnly from, DateOnly to, IEnumerable<string>? symbols, KlineReadOptions? options, bool reusesMemory, CancellationToken cancellationToken)
    {
        var wanted = Check(from, to, symbols);
        options = (options ?? new()).Copy();
        return DecodedAsync(Listing.SessionsAsync(from, to, options.AsOfKorea, cancellationToken), wanted, options, reusesMemory, cancellationToken);
    }

    private async IAsyncEnumerable<ArchiveDay> DecodedAsync(
        IAsyncEnumerable<ArchivedSession> sessions, string[]? symbols, KlineReadOptions options, bool reusesMemory,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var problems = new List<StoreProblem>();
        var spare = new ConcurrentBag<DayBuffers>();
        var days = ReadAhead.RunAsync(
            sessions, ReadAsync, session => session.Bytes, new(Options.SessionsAhead, Options.BytesAhead), cancellationToken);
        await foreach (var (_, day) in days.ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var problem in day.Problems)
                (options.OnProblem ?? problems.Add)(problem);
            yield return day;
            if (reusesMemory)
                spare.Add(day.Buffers);
        }

        foreach (var buffers in spare)
            buffers.Release();
        if (problems.Count > 0)
            throw new UnreadableObjectsException(problems);

        async Task<ArchiveDay> ReadAsync(ArchivedSession session, CancellationToken token)
        {
            // Decoding takes a core. Ahead of the caller, it takes another one than the caller's.
            if (Options.SessionsAhead > 0)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            var buffers = spare.TryTake(out var used) ? used : new DayBuffers(symbols);
            return await Days.ReadAsync(session, buffers, options.AsOfKorea, token).ConfigureAwait(false);
        }
    }

    internal static string[]? Check(DateOnly from, DateOnly to, IEnumerable<string>? symbols)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var wanted = symbols?.Distinct().ToArray();
        _ = new KlineTable(wanted);
        return wanted;
    }
}
