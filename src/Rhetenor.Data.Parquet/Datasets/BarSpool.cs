using System.Buffers;
using System.IO.Hashing;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Datasets;

/// <summary>Takes sessions one after the other and gives the bars of symbols, each over all sessions. The memory it takes does not grow with
/// the number of sessions, because most of it is in a temporary file.</summary>
/// <param name="venue">The venue of the bars.</param>
/// <param name="bytes">The memory, which is disposed of with this; null for the default.</param>
internal sealed class BarSpool(Venue venue, ScratchBytes? bytes = null) : IDisposable
{
    private readonly ScratchBytes _bytes = bytes ?? new();
    private readonly KlineSymbols _symbols = new();
    private readonly List<List<Piece>> _pieces = [];
    private readonly SortedDictionary<DateOnly, (long Bars, long Shares)> _sessions = [];

    /// <summary>Gets the number of bars and their shares by session.</summary>
    public IReadOnlyDictionary<DateOnly, (long Bars, long Shares)> Sessions => _sessions;

    /// <summary>Gets the symbols that have bars, in ordinal order.</summary>
    public IEnumerable<string> Symbols => _symbols.Ordered.ToArray().Where(number => _pieces[number].Count > 0).Select(number => _symbols[number]);

    /// <summary>Adds a session, which is later than those before.</summary>
    /// <param name="date">Its date.</param>
    /// <param name="slices">Its bars, minutes ascending. They are not used afterwards.</param>
    public void Add(DateOnly date, IEnumerable<KlineSlice> slices)
    {
        if (_sessions.Count > 0 && date <= _sessions.Keys.Last())
            throw new ArgumentException($"A session after {_sessions.Keys.Last().ToText()} is expected, found {date.ToText()}.", nameof(date));
        var transposer = new KlineTransposer([.. slices], _symbols);
        while (_pieces.Count < _symbols.Count)
            _pieces.Add([]);
        var sink = new Sink(this, date);
        transposer.Write(sink);
        if (sink.Bars > 0)
            _sessions.Add(date, (sink.Bars, sink.Shares));
    }

    /// <summary>Gets the number of bars of a symbol.</summary>
    public int CountOf(string symbol) => PiecesOf(symbol).Sum(piece => piece.Count);

    /// <summary>Gets the number of bars of a symbol in a session.</summary>
    public int CountOf(string symbol, DateOnly date) => PiecesOf(symbol).Sum(piece => piece.Date == date ? piece.Count : 0);

    /// <summary>Reads bars of a symbol. Calls may run concurrently, each into memory of its own.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="from">The first session.</param>
    /// <param name="to">The last session.</param>
    /// <param name="columns">The memory, for at least as many bars as the symbol has.</param>
    /// <returns>The bars, which are in <paramref name="columns"/>.</returns>
    public KlineSeries Read(string symbol, DateOnly from, DateOnly to, KlineColumns columns)
    {
        var count = 0;
        foreach (var piece in PiecesOf(symbol))
        {
            if (piece.Date < from || piece.Date > to)
                continue;
            Read(piece, columns, count);
            count += piece.Count;
        }

        return new(symbol, venue, columns, 0, count);
    }

    public void Dispose() => _bytes.Dispose();

    private void Read(Piece piece, KlineColumns columns, int at)
    {
        var code = ArrayPool<byte>.Shared.Rent(piece.Length);
        var (minutes, bars) = (ArrayPool<DateTime>.Shared.Rent(piece.Count), ArrayPool<KlineBar>.Shared.Rent(piece.Count));
        var part = code.AsSpan(0, piece.Length);
        _bytes.Read(piece.Offset, part);
        if (XxHash3.HashToUInt64(part) != piece.Hash)
            throw new IOException("A temporary file has other bytes than were written.");
        BarCode.Read(part, minutes.AsSpan(0, piece.Count), bars.AsSpan(0, piece.Count));
        columns.Set(at, minutes.AsSpan(0, piece.Count), bars.AsSpan(0, piece.Count));
        ArrayPool<byte>.Shared.Return(code);
        ArrayPool<DateTime>.Shared.Return(minutes);
        ArrayPool<KlineBar>.Shared.Return(bars);
    }

    private List<Piece> PiecesOf(string symbol) => _symbols.Find(symbol) is >= 0 and var number ? _pieces[number] : [];

    /// <summary>Consecutive bars of a symbol and session.</summary>
    private readonly record struct Piece(DateOnly Date, int Count, long Offset, int Length, ulong Hash);

    private sealed class Sink(BarSpool spool, DateOnly date) : IKlineSink
    {
        public long Bars { get; private set; }

        public long Shares { get; private set; }

        public void Add(int number, ReadOnlySpan<DateTime> minutes, ReadOnlySpan<KlineBar> bars)
        {
            var to = spool._bytes.Reserve(BarCode.Bound(bars.Length));
            var length = BarCode.Write(to, minutes, bars);
            spool._pieces[number].Add(new(date, bars.Length, spool._bytes.Length, length, XxHash3.HashToUInt64(to[..length])));
            spool._bytes.Advance(length);
            Bars += bars.Length;
            foreach (ref readonly var bar in bars)
                Shares += bar.Volume;
        }
    }
}
