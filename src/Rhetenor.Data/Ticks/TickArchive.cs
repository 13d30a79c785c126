using System.Diagnostics;
using System.Runtime.CompilerServices;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Storage;
using Rhetenor.Data.Ticks;

namespace Rhetenor.Data;

/// <summary>Keeps ticks (체결) as objects of their own, and reads and verifies them.</summary>
/// <remarks>A <see cref="HantooTickFeed"/> that is created with an archive writes an object every five minutes and at its end, each put if absent. What
/// a store that is away does not take waits in memory, 64 MiB at most; then the oldest ticks are not kept, which <see cref="TickFeedKind.NotKept"/> says. The names
/// of objects contain the hash of their bytes; docs/FORMAT.md describes them. Bars are never made of stored ticks by the library.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class TickArchive
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly IObjectStore _store;
    private readonly string _prefix;
    private readonly TimeProvider _timeProvider;
    private readonly ObjectCommit _commit;

    /// <summary>Creates the archive. Performs no I/O.</summary>
    /// <param name="store">The store.</param>
    /// <param name="prefix">The first part of every key.</param>
    /// <param name="timeProvider">The clock for waits; null for the system's.</param>
    /// <exception cref="ArgumentException">The prefix is not a valid start of a key.</exception>
    public TickArchive(IObjectStore store, string prefix = "hantoo-stock-tick", TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        (_store, _prefix, _timeProvider) = (store, new OptionCheck().KeyPrefix(prefix), timeProvider ?? TimeProvider.System);
        _commit = new ObjectCommit(store, null, _timeProvider);
    }

    /// <summary>Reads the ticks of a symbol on a date in order of the day's volume, without repetitions. A difference in the day's volume shows where ticks are
    /// missing.</summary>
    /// <param name="symbol">The short code (단축코드).</param>
    /// <param name="date">The Korean date.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="onProblem">Receives every object that cannot be used; null for an exception at the end of the reading.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UnreadableObjectsException">Objects could not be used; it is thrown after the ticks of the others are read.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read.</exception>
    public async IAsyncEnumerable<Tick> ReadAsync(
        string symbol, DateOnly date, Venue venue = Venue.Krx, Action<StoreProblem>? onProblem = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        var (ticks, problems) = (new HashSet<Tick>(), new List<StoreProblem>());
        foreach (var name in await ListAsync(venue, date, cancellationToken).ConfigureAwait(false))
        {
            if (TickKey.TryParse(name, _prefix, out var key))
                ticks.UnionWith(await ReadAsync(key, symbol, problems, cancellationToken).ConfigureAwait(false));
        }

        if (onProblem is not null)
            problems.ForEach(onProblem);
        foreach (var tick in ticks.OrderBy(tick => tick.AccVolume).ThenBy(tick => tick.Time))
            yield return tick;
        if (problems.Count > 0 && onProblem is null)
            throw new UnreadableObjectsException(problems);
    }

    /// <summary>Reads every object of a range of dates, and compares name, hash, checksum and content.</summary>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The objects that are not sound, and foreign names; empty when there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The first date is after the last.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read.</exception>
    public async Task<IReadOnlyList<StoreProblem>> VerifyAsync(DateOnly from, DateOnly to, Venue venue = Venue.Krx, CancellationToken cancellationToken = default)
    {
        DateRange.Check(from, to);
        var problems = new List<StoreProblem>();
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            foreach (var name in await ListAsync(venue, date, cancellationToken).ConfigureAwait(false))
            {
                if (TickKey.TryParse(name, _prefix, out var key))
                    await ReadAsync(key, null, problems, cancellationToken).ConfigureAwait(false);
                else
                    problems.Add(new(name, "It is not a name of ticks."));
            }
        }

        return problems;
    }

    /// <summary>Returns the prefix and the store in one line, independent of culture.</summary>
    public override string ToString() => $"{nameof(TickArchive)} '{_prefix}' in {_store}";

    /// <summary>Passes items on, and writes their ticks.</summary>
    internal async IAsyncEnumerable<TickFeedItem> KeepAsync(IAsyncEnumerable<TickFeedItem> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var keeper = new TickKeeper(WriteAsync, _prefix, Interval, _timeProvider);
        try
        {
            await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var lost = keeper.Take(item);
                yield return item;
                if (lost is not null)
                    yield return lost;
            }
        }
        finally
        {
            await keeper.EndAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Writes ticks, an object for each venue and date.</summary>
    /// <exception cref="ObjectStoreException">The store refused an object, or its outcome is unknown.</exception>
    internal async Task WriteAsync(IReadOnlyList<Tick> ticks, CancellationToken cancellationToken)
    {
        foreach (var packed in TickObject.Of(_prefix, ticks))
            await WriteAsync(packed, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(TickObject packed, CancellationToken cancellationToken)
    {
        // Only damage can give the key other bytes.
        if (await _commit.CommitAsync(packed.Key, packed.Body, cancellationToken).ConfigureAwait(false) == CommitOutcome.Conflict)
            throw new ObjectStoreException(ObjectStoreError.Corrupt, packed.Key, "the object has other bytes than its name says.");
    }

    private async Task<List<string>> ListAsync(Venue venue, DateOnly date, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var stored in _store.ListAsync(TickKey.DayPrefix(_prefix, venue, date), cancellationToken).ConfigureAwait(false))
            names.Add(stored.Key);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private async Task<IReadOnlyList<Tick>> ReadAsync(TickKey key, string? symbol, List<StoreProblem> problems, CancellationToken cancellationToken)
    {
        try
        {
            if (await _store.ReadAllAsync(key.ToString(), Defaults.MaxObjectBytes, cancellationToken).ConfigureAwait(false) is { } body)
                return TickText.Unpack(key, body.Span, symbol);
            problems.Add(new(key.ToString(), "It disappeared while it was read."));
        }
        catch (KlineFormatException exception)
        {
            _store.Forget(key.ToString());
            problems.Add(new(key.ToString(), exception.Message));
        }
        catch (ObjectStoreException exception) when (exception.Error is ObjectStoreError.Corrupt or ObjectStoreError.TooLarge)
        {
            problems.Add(new(key.ToString(), exception.Message));
        }

        return [];
    }
}
