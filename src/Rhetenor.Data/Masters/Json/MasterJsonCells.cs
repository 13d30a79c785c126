using System.Text;
using System.Text.Json;

namespace Rhetenor.Data.Masters;

/// <summary>Collects the positions of the values of a JSON master until they can be written as a table.</summary>
internal sealed class MasterJsonCells(Market market, int jsonLength)
{
    private const int MostNames = 512;

    private readonly List<string> _names = ["short_code"];
    private readonly List<byte[]> _utf8Names = ["short_code"u8.ToArray()];
    private readonly List<byte[]> _rewritten = [];
    private readonly List<(int Start, int Length)[]> _records = [];
    private (int Start, int Length)[] _record = [];
    private long _cells;

    // Marks a value that the record does not contain.
    private static (int Start, int Length) None => (0, -1);

    /// <summary>Starts the next record.</summary>
    public void StartRecord()
    {
        _record = [];
        _records.Add(_record);
        Grow(_names.Count);
    }

    /// <summary>Gets the column of the current property name.</summary>
    /// <param name="reader">The reader, positioned at a property name.</param>
    /// <param name="expected">The next column when records repeat their order.</param>
    public int OrdinalOf(in Utf8JsonReader reader, int expected)
    {
        if (expected < _utf8Names.Count && !reader.ValueIsEscaped && reader.ValueSpan.SequenceEqual(_utf8Names[expected]))
            return expected;
        var name = reader.GetString()!;
        var ordinal = _names.IndexOf(name);
        if (ordinal >= 0)
            return ordinal;
        _names.Add(name);
        _utf8Names.Add(Encoding.UTF8.GetBytes(name));
        if (_names.Count > _record.Length)
            Grow(_names.Count * 2);
        return _names.Count - 1;
    }

    /// <summary>Records the position of the current value.</summary>
    public void Add(int ordinal, in Utf8JsonReader reader)
    {
        ref var cell = ref _record[ordinal];
        if (cell != None)
            throw MstFormatException.OfJson(market, "each field once in a record", $"'{_names[ordinal]}' twice near byte {reader.TokenStartIndex}");
        if (reader.TokenType == JsonTokenType.Null)
            cell = (0, 0);
        else if (reader.ValueIsEscaped)
            cell = Rewritten(Encoding.UTF8.GetBytes(reader.GetString()!));
        else
            cell = ((int)reader.TokenStartIndex + (reader.TokenType == JsonTokenType.Number ? 0 : 1), reader.ValueSpan.Length);
    }

    /// <summary>Writes the values in columns as wide as their longest value. The market is checked and left out.</summary>
    public MasterTable ToTable(ReadOnlySpan<byte> json)
    {
        var kept = Enumerable.Range(0, _names.Count).Where(i => _names[i] != HantooMstSpec.MarketProperty).ToArray();
        CheckMarket(json);
        var widths = new int[kept.Length];
        foreach (var record in _records)
        {
            for (var i = 0; i < kept.Length; i++)
                widths[i] = Math.Max(widths[i], Cell(record, kept[i]).Length);
        }

        var columns = new MasterColumns([.. kept.Select(i => _names[i])], widths, market);
        Check((long)_records.Count * columns.Width <= 65_536 + (4L * jsonLength));
        var bytes = new byte[_records.Count * columns.Width];
        Array.Fill(bytes, (byte)' ');
        for (var record = 0; record < _records.Count; record++)
        {
            for (var i = 0; i < kept.Length; i++)
                Value(json, Cell(_records[record], kept[i])).CopyTo(bytes.AsSpan((record * columns.Width) + columns.Offsets[i]));
        }

        return new(bytes, columns, columns.Width, _records.Count, isUtf8: true);
    }

    private void CheckMarket(ReadOnlySpan<byte> json)
    {
        var ordinal = _names.IndexOf(HantooMstSpec.MarketProperty);
        for (var record = 0; ordinal >= 0 && record < _records.Count; record++)
        {
            var name = Encoding.UTF8.GetString(Value(json, Cell(_records[record], ordinal)));
            if (Market.TryParse(name, out var found) && found != market)
                throw MstFormatException.OfJson(market, $"records of {market.ToKey()}", $"{found.ToKey()} in record {record + 1}");
        }
    }

    private ReadOnlySpan<byte> Value(ReadOnlySpan<byte> json, (int Start, int Length) cell) =>
        cell.Length < 0 ? default : cell.Start < 0 ? _rewritten[~cell.Start] : json.Slice(cell.Start, cell.Length);

    private (int Start, int Length) Rewritten(byte[] value)
    {
        _rewritten.Add(value);
        return (~(_rewritten.Count - 1), value.Length);
    }

    // Records before the first one with a field have no cell for it.
    private static (int Start, int Length) Cell((int Start, int Length)[] record, int ordinal) => ordinal < record.Length ? record[ordinal] : None;

    // The text of the values is normally longer than the memory of the cells. A text that reverses this was built to exhaust memory.
    private void Grow(int cells)
    {
        var held = _record.Length;
        _cells += cells - held;
        Check(_names.Count <= MostNames && _cells <= 4_096 + (jsonLength / 2));
        Array.Resize(ref _record, cells);
        _record.AsSpan(held).Fill(None);
        _records[^1] = _record;
    }

    private void Check(bool condition)
    {
        if (!condition)
            throw MstFormatException.OfJson(market, $"no more values than {jsonLength} bytes can have", $"{_records.Count} records with {_names.Count} fields");
    }
}
