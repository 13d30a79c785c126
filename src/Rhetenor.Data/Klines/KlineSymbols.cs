using System.Runtime.InteropServices;

namespace Rhetenor.Data.Klines;

/// <summary>Numbers symbols in order of appearance. The numbers never change.</summary>
internal sealed partial class KlineSymbols(int most = int.MaxValue)
{
    /// <summary>The bytes reserved for <c>"symbol":[</c>.</summary>
    public const int OpeningBytes = 16;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly List<int> _ordered = [];
    private byte[] _openings = new byte[64 * OpeningBytes];

    public int Count => _names.Count;

    /// <summary>Gets whether no further symbols are added. Rows of other symbols are then skipped.</summary>
    public bool IsClosed { get; private set; }

    public IReadOnlyList<string> Names => _names;

    /// <summary>Gets the numbers in ordinal order of their symbols.</summary>
    public ReadOnlySpan<int> Ordered => CollectionsMarshal.AsSpan(_ordered);

    public string this[int number] => _names[number];

    /// <summary>Gets sixteen bytes per symbol: <c>"symbol":[</c> and undefined bytes after it.</summary>
    public ReadOnlySpan<byte> Openings => _openings;

    public int OpeningLength(int number) => _names[number].Length + 4;

    /// <summary>Gets the number of a symbol; -1 when it is unknown.</summary>
    public int Find(string symbol) => _numbers.TryGetValue(symbol, out var number) ? number : -1;

    /// <summary>Gets the number of a symbol, and adds it if necessary; -1 when it is unknown and no further symbols are added.</summary>
    public int GetOrAdd(ReadOnlySpan<char> symbol) =>
        _numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(symbol, out var number) ? number : IsClosed ? -1 : Add(symbol.ToString());

    /// <inheritdoc cref="GetOrAdd(ReadOnlySpan{char})"/>
    public int GetOrAdd(string symbol) => _numbers.TryGetValue(symbol, out var number) ? number : IsClosed ? -1 : Add(symbol);

    /// <summary>Prevents further symbols from being added.</summary>
    public void Close() => IsClosed = true;

    private int Add(string symbol)
    {
        var number = _names.Count;
        if (number == most)
            throw new KlineFormatException(0, "data", $"at most {most} symbols", "more");
        _names.Add(symbol);
        _numbers.Add(symbol, number);
        var place = number == 0 || string.CompareOrdinal(_names[_ordered[^1]], symbol) < 0 ? number : ~Search(symbol);
        _ordered.Insert(place, number);
        AddOpening(symbol, number);
        AddCode(symbol, number);
        return number;
    }

    private int Search(string symbol)
    {
        var (low, high) = (0, _ordered.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(_names[_ordered[middle]], symbol) < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }

    private void AddOpening(string symbol, int number)
    {
        if ((number + 1) * OpeningBytes > _openings.Length)
            Array.Resize(ref _openings, _openings.Length * 2);
        var opening = _openings.AsSpan(number * OpeningBytes, OpeningBytes);
        opening[0] = (byte)'"';
        for (var i = 0; i < symbol.Length; i++)
            opening[i + 1] = (byte)symbol[i];
        "\":["u8.CopyTo(opening[(symbol.Length + 1)..]);
    }
}
