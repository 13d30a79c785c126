using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

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
public sealed partial class KlineArchive
{
    private readonly ILogger _logger;
    private readonly ArchiveListing _listing;
    private readonly ArchiveDayReader _days;

    /// <summary>Puts the parts together; nothing is read yet.</summary>
    /// <param name="store">Where the objects are.</param>
    /// <param name="options">Venue, names and limits; null for the defaults.</param>
    /// <param name="logger">Told of objects that could not be used.</param>
    public KlineArchive(IObjectStore store, KlineArchiveOptions? options = null, ILogger<KlineArchive>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        Options = options ?? new();
        Store = store;
        _logger = Log.Quiet(logger);
        _listing = new(store, Options);
        _days = new(store, _listing, Options, _logger);
    }

    /// <summary>How it was made.</summary>
    public KlineArchiveOptions Options { get; }

    private IObjectStore Store { get; }

    /// <summary>The sessions of which there are objects, in order of time. Nothing but names is read.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is after <paramref name="to"/>.</exception>
    /// <exception cref="ObjectStoreException">The store could not be listed.</exception>
    public IAsyncEnumerable<ArchivedSession> ListSessionsAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        return _listing.SessionsAsync(from, to, asOf: null, cancellationToken);
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
        var days = DaysAsync(from, to, symbols, options, cancellationToken);
        return Slices(days, cancellationToken);

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
    public IAsyncEnumerable<KeyValuePair<string, Kline>> ReadKlinesAsync(
        DateOnly from, DateOnly to, IEnumerable<string>? symbols = null, KlineReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var slices = ReadAsync(from, to, symbols, options, cancellationToken);
        return Klines(slices, cancellationToken);

        static async IAsyncEnumerable<KeyValuePair<string, Kline>> Klines(
            IAsyncEnumerable<KlineSlice> slices, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var slice in slices.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                foreach (var kline in slice)
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
        var days = DaysAsync(from, to, symbols, options, cancellationToken);
        return Histories(days, cancellationToken);

        static async IAsyncEnumerable<KlineHistory> Histories(
            IAsyncEnumerable<ArchiveDay> days, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var day in days.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var history = KlineHistory.Of(day.Slices);
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
        var builder = new KlineHistoryBuilder();
        await foreach (var day in DaysAsync(from, to, symbols, options, cancellationToken).ConfigureAwait(false))
            builder.Add(day.Slices);
        return builder.Build();
    }

    /// <summary>Every value a bar has had, oldest first; none when it is not there. Equal values of several objects are all given, but
    /// not those that a compacted object repeats.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="minute">The start of the minute, Korean time.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="UnreadableObjectsException">An object of the day could not be read.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read.</exception>
    public async Task<IReadOnlyList<KlineVersion>> ReadVersionsAsync(string symbol, DateTime minute, CancellationToken cancellationToken = default)
    {
        minute = KlineMinute.Check(minute);
        var versions = new List<(KlineOrigin Origin, Kline Kline)>();
        var date = DateOnly.FromDateTime(minute);
        await foreach (var session in _listing.SessionsAsync(date, date, asOf: null, cancellationToken).ConfigureAwait(false))
        {
            versions.AddRange(await _days.VersionsAsync(session, symbol, minute, cancellationToken).ConfigureAwait(false));
        }

        return Distinct(versions);
    }

    private static List<KlineVersion> Distinct(List<(KlineOrigin Origin, Kline Kline)> versions)
    {
        var ordered = versions.OrderBy(version => version.Origin).ToList();
        return [.. ordered
            .Where((version, i) => !version.Origin.IsCompacted
                || !ordered.Skip(i + 1).Any(later => later.Origin.Retrieval == version.Origin.Retrieval && later.Kline == version.Kline))
            .Select(version => new KlineVersion(version.Kline, version.Origin.Retrieval, version.Origin.Key))];
    }

    private IAsyncEnumerable<ArchiveDay> DaysAsync(
        DateOnly from, DateOnly to, IEnumerable<string>? symbols, KlineReadOptions? options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var wanted = symbols?.Distinct().ToArray();
        _ = new KlineTable(wanted);
        return DaysAsync(from, to, wanted, options ?? KlineReadOptions.Default, cancellationToken);
    }

    private async IAsyncEnumerable<ArchiveDay> DaysAsync(
        DateOnly from, DateOnly to, string[]? symbols, KlineReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var problems = new List<StoreProblem>();
        var days = ReadAhead.RunAsync(
            _listing.SessionsAsync(from, to, options.AsOfKorea, cancellationToken), ReadAsync, session => session.Bytes,
            new(Options.SessionsAhead, Options.BytesAhead), cancellationToken);
        await foreach (var (_, day) in days.ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var problem in day.Problems)
                (options.OnProblem ?? problems.Add)(problem);
            yield return day;
        }

        if (problems.Count > 0)
            throw new UnreadableObjectsException(problems);

        async Task<ArchiveDay> ReadAsync(ArchivedSession session, CancellationToken token)
        {
            // Decoding takes a core. Ahead of the caller, it takes another one than the caller's.
            if (Options.SessionsAhead > 0)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return await _days.ReadAsync(session, symbols, options.AsOfKorea, token).ConfigureAwait(false);
        }
    }
}
