using System.IO.Hashing;
using System.Text.Json;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Masters;

/// <summary>Reads and writes the content of a year's masters.</summary>
internal sealed class HistoryStore(IObjectStore store, MasterStore masters, MasterOptions options, TimeProvider timeProvider)
{
    private const int MaxText = 64 << 20, Ahead = 4;
    private readonly MasterKeys _keys = new(options.Prefix);
    private readonly ObjectCommit _commit = new(store, options.Retry, timeProvider);

    /// <summary>Returns a timeline with the masters of a year and a range, after one that ends before them.</summary>
    public async Task<MasterTimeline> ReadAsync(int year, DateOnly from, DateOnly to, MasterTimeline timeline, CancellationToken cancellationToken)
    {
        var held = await ListAsync(year, cancellationToken).ConfigureAwait(false);
        var wanted = held.Where(master => master.Date >= from && master.Date <= to).ToList();
        if (wanted.Count == 0)
            return timeline;
        var before = await BeforeAsync(year, cancellationToken).ConfigureAwait(false);
        var known = 0;
        if (await ReadIndexAsync(year, before, held, cancellationToken).ConfigureAwait(false) is { } index)
        {
            // Instruments of days outside the range are not in it.
            var part = TimelineRange.Of(index, from, to);
            known = part.Held.Count;
            if (timeline.Held.Count == 0)
                timeline = part;
            else
                timeline.Restore(part.Held, part.Spans, part.Resets);
        }

        await AddAsync(timeline, [.. before, .. held], wanted[known..], cancellationToken).ConfigureAwait(false);
        return timeline;
    }

    /// <summary>Stores a year's derived object, unless it is there.</summary>
    /// <returns>The key; null when no master of the year is stored.</returns>
    public async Task<string?> WriteAsync(int year, CancellationToken cancellationToken)
    {
        var held = await ListAsync(year, cancellationToken).ConfigureAwait(false);
        if (held.Count == 0)
            return null;
        var before = await BeforeAsync(year, cancellationToken).ConfigureAwait(false);
        var timeline = await ReadIndexAsync(year, before, held, cancellationToken).ConfigureAwait(false) ?? new();
        timeline.BeginAfter(before);
        await AddAsync(timeline, [.. before, .. held], held[timeline.Held.Count..], cancellationToken).ConfigureAwait(false);
        var body = ZstdText.Pack(TimelineJson.Write(timeline).Span);
        var key = _keys.History(year, held[^1].Date, held.Count, Crc32.HashToUInt32(body));
        if (await _commit.CommitAsync(key, body, cancellationToken).ConfigureAwait(false) == CommitOutcome.Conflict)
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key, "the key contains the checksum of its content, and the stored content is different");
        return key;
    }

    private async Task AddAsync(MasterTimeline timeline, List<HeldMaster> all, List<HeldMaster> held, CancellationToken cancellationToken)
    {
        if (held.Count == 0)
            return;
        foreach (var previous in LastBefore(all, held[0].Date).Where(previous => !timeline.IsPrevious(previous)))
        {
            if (await ReadBeforeAsync(previous, cancellationToken).ConfigureAwait(false) is { } file)
                timeline.Precede(previous, file);
        }

        // A few days are read ahead; they are added in order.
        var reads = new Queue<(HeldMaster Held, Task<MasterFile?> File)>();
        var day = new List<(HeldMaster, MasterFile)>();
        var next = 0;
        try
        {
            while (next < held.Count || reads.Count > 0)
            {
                while (next < held.Count && reads.Count < Ahead)
                {
                    var master = held[next++];
                    reads.Enqueue((master, masters.ReadAsync(master.Market, master.Date, cancellationToken)));
                }

                var (one, reading) = reads.Dequeue();
                if (await reading.ConfigureAwait(false) is { } file)
                    day.Add((one, file));
                if (day.Count > 0 && (reads.Count == 0 ? next == held.Count : reads.Peek().Held.Date > one.Date))
                {
                    timeline.Add(one.Date, day);
                    day = [];
                }
            }
        }
        finally
        {
            await ((Task)Task.WhenAll(reads.Select(read => read.File))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A master that is outside the range and cannot be read does not end the range.
    private async Task<MasterFile?> ReadBeforeAsync(HeldMaster held, CancellationToken cancellationToken)
    {
        try
        {
            return await masters.ReadAsync(held.Market, held.Date, cancellationToken).ConfigureAwait(false);
        }
        catch (MstFormatException)
        {
            return null;
        }
    }

    // The masters that a year's first ones are compared with.
    private async Task<List<HeldMaster>> BeforeAsync(int year, CancellationToken cancellationToken) =>
        year == DateOnly.MinValue.Year ? [] : LastBefore(await ListAsync(year - 1, cancellationToken).ConfigureAwait(false), new(year, 1, 1));

    private static List<HeldMaster> LastBefore(IEnumerable<HeldMaster> held, DateOnly date) =>
        [.. held.Where(master => master.Date < date).GroupBy(master => master.Market).Select(market => market.MaxBy(master => master.Date)).OrderBy(master => master.Market)];

    private async Task<List<HeldMaster>> ListAsync(int year, CancellationToken cancellationToken)
    {
        var held = new List<HeldMaster>();
        await foreach (var stored in store.ListAsync(_keys.Year(year), cancellationToken).ConfigureAwait(false))
        {
            foreach (var market in Market.All)
            {
                if (_keys.DateOfJson(stored.Key, market) is { } date)
                    held.Add(new(date, market, stored.Size));
            }
        }

        return [.. held.OrderBy(master => master.Date).ThenBy(master => master.Market)];
    }

    // Returns the derived object of the most masters that agrees with the stored ones; null when there is none.
    private async Task<MasterTimeline?> ReadIndexAsync(int year, List<HeldMaster> before, List<HeldMaster> held, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var stored in store.ListAsync(_keys.Histories(year), cancellationToken).ConfigureAwait(false))
            keys.Add(stored.Key);
        foreach (var key in keys.OrderDescending(StringComparer.Ordinal))
        {
            if (await store.ReadAllAsync(key, options.MaxObjectBytes, cancellationToken).ConfigureAwait(false) is not { } body)
                continue;
            var timeline = new MasterTimeline();
            try
            {
                if (TimelineJson.TryRead(ZstdText.Unpack(body.Span, MaxText, "master history"), timeline)
                    && timeline.Before.SequenceEqual(before) && timeline.Held.SequenceEqual(held.Take(timeline.Held.Count)))
                {
                    return timeline;
                }
            }
            catch (Exception exception) when (exception is KlineFormatException or JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or IndexOutOfRangeException)
            {
                // The masters have the same content.
            }
        }

        return null;
    }
}
