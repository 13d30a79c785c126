using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Format;

/// <summary>Reads the symbols of coverage records. A symbol that many records contain is one string.</summary>
internal sealed class CoverageSymbols
{
    /// <summary>The maximum number of symbols in all records of an object. A day of live logging contains each symbol more than a
    /// hundred times.</summary>
    public const int MaxCount = 1_000_000;

    // By symbol, the last record that contains it.
    private readonly Dictionary<string, int> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _find;
    private int _record;
    private int _count;

    public CoverageSymbols() => _find = _records.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Starts another record. A record contains each symbol at most once.</summary>
    public void Start() => _record++;

    /// <summary>Reads an array of symbols.</summary>
    /// <exception cref="FormatException">There are too many symbols.</exception>
    /// <exception cref="ArgumentException">A symbol is invalid or duplicated.</exception>
    public string[] Read(JsonElement array)
    {
        if ((_count += array.GetArrayLength()) > MaxCount)
            throw new FormatException($"there are more than {MaxCount} symbols in all records.");
        var symbols = new string[array.GetArrayLength()];
        var i = 0;
        foreach (var symbol in array.EnumerateArray())
            symbols[i++] = Read(symbol.ValueKind == JsonValueKind.String ? JsonMarshal.GetRawUtf8Value(symbol)[1..^1] : default);
        return symbols;
    }

    private string Read(ReadOnlySpan<byte> utf8)
    {
        Span<char> buffer = stackalloc char[ShortCode.MaxSymbolLength];
        ReadOnlySpan<char> text = buffer[..(utf8.Length <= buffer.Length ? Encoding.UTF8.GetChars(utf8, buffer) : 0)];
        if (!ShortCode.IsSymbol(text))
            throw new ArgumentException($"'{Encoding.UTF8.GetString(utf8)}' is not a valid symbol: {ShortCode.SymbolForm} are expected.", nameof(utf8));
        if (!_find.TryGetValue(text, out var symbol, out var record))
            symbol = text.ToString();
        else if (record == _record)
            throw new ArgumentException($"'{symbol}' is duplicated.", nameof(utf8));
        _records[symbol] = _record;
        return symbol;
    }
}
