using Rhetenor.Data.Core;

namespace Rhetenor.Data.Klines;

/// <summary>Converts slices, which are ordered by minute, to columns per symbol.</summary>
/// <param name="venue">The venue of the bars.</param>
/// <param name="parts">The expected number of calls of <see cref="Add"/>. Memory for as many slices of the first size is reserved at
/// once.</param>
/// <param name="mostTogether">The maximum number of bars that share arrays, unless one symbol has more. An array has at most two billion
/// elements, and several years of all symbols need several arrays.</param>
internal sealed class KlineHistoryBuilder(Venue venue, int parts = 1, int mostTogether = 1 << 27)
{
    // Four gigabytes.
    private const long MostReserved = 1L << 26;
    private readonly KlineSymbols _symbols = new();
    private KlineRoom[] _rooms = [];
    private int _partsLeft = parts;
    private DateTime _last = DateTime.MinValue;

    /// <summary>Gets the dates on which the bars were fetched, as far as the caller adds them.</summary>
    public RetrievalDates Retrievals { get; } = new();

    /// <summary>Adds slices. The caller may release them afterwards.</summary>
    /// <exception cref="ArgumentException">The minutes do not ascend.</exception>
    public void Add(IEnumerable<KlineSlice> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        var added = slices.ToArray();
        foreach (var slice in added)
        {
            if (slice.Minute <= _last)
                throw new ArgumentException($"Ascending minutes are expected; {slice.Minute.ToMinuteText()} is not after {_last.ToMinuteText()}.", nameof(slices));
            _last = slice.Minute;
        }

        var transposer = new KlineTransposer(added, _symbols);
        Reserve(transposer.Counts());
        transposer.Write(new Rooms(_rooms));
        _partsLeft = Math.Max(1, _partsLeft - 1);
    }

    /// <summary>Creates the history.</summary>
    /// <param name="asked">The requested symbols; null for all.</param>
    public KlineHistory Build(IReadOnlyList<string>? asked = null) => new(venue, [.. _symbols.Ordered.ToArray()
        .Where(number => number < _rooms.Length && _rooms[number].Count > 0)
        .Select(number => new KlineSeries(_symbols[number], venue, _rooms[number].Columns, _rooms[number].Start, _rooms[number].Count))], asked)
    {
        Retrievals = Retrievals,
    };

    // Symbols that need more room get it together in new columns. The other symbols are not moved.
    private void Reserve(int[] counts)
    {
        Array.Resize(ref _rooms, counts.Length);
        var moved = _symbols.Ordered.ToArray().Where(number => counts[number] > 0 && _rooms[number].Count + counts[number] > _rooms[number].Size).ToList();
        var parts = Math.Clamp(MostReserved / Math.Max(1, moved.Sum(number => (long)counts[number])), 1, _partsLeft);
        var needed = moved.Sum(number => SizeOf(_rooms[number].Count, counts[number], parts));
        KlineColumns? columns = null;
        var start = 0;
        foreach (var number in moved)
        {
            ref var room = ref _rooms[number];
            var size = checked((int)SizeOf(room.Count, counts[number], parts));
            if (columns is null || columns.Count - start < size)
                (columns, start) = (new KlineColumns((int)Math.Min(needed, Math.Max(size, mostTogether))), 0);
            if (room.Count > 0)
                columns.Copy(room.Columns, room.Start, start, room.Count);
            room = new KlineRoom { Columns = columns, Start = start, Size = size, Count = room.Count };
            start += size;
            needed -= size;
        }
    }

    // Reserved memory takes no physical memory until it is written to.
    private static long SizeOf(int held, int count, long parts) =>
        parts == 1 && held == 0 ? count : held + Math.Max(held, (count + (count / 16) + 8) * parts);

    /// <summary>Puts the bars after those already there.</summary>
    private readonly struct Rooms(KlineRoom[] rooms) : IKlineSink
    {
        public void Add(int number, ReadOnlySpan<DateTime> minutes, ReadOnlySpan<KlineBar> bars)
        {
            ref var room = ref rooms[number];
            room.Columns.Set(room.Start + room.Count, minutes, bars);
            room.Count += bars.Length;
        }
    }
}
