using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>The eight fields of one minute row, in any order.</summary>
internal struct MinuteFields
{
    private static readonly string[] Names = ["stck_bsop_date", "stck_cntg_hour", "stck_oprc", "stck_hgpr", "stck_lwpr", "stck_prpr", "cntg_vol", "acml_tr_pbmn"];

    private int _date, _time;
    private decimal _open, _high, _low, _close;
    private long _volume, _value;
    private int _seen, _bad;

    /// <summary>Reads a row's object to its end.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = IndexOf(ref reader);
            reader.Read();
            if (field < 0)
            {
                reader.Skip();
                continue;
            }

            _seen |= 1 << field;
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
                reader.Skip();
            else if (!reader.ValueIsEscaped && Take(field, reader.ValueSpan))
                continue;
            _bad |= 1 << field;
        }
    }

    /// <summary>Returns the name of a missing or unreadable field; null when there is none.</summary>
    public readonly string? Fault()
    {
        if (_seen == 0xFF && _bad == 0)
            return null;
        var missing = ~_seen & 0xFF;
        return missing != 0
            ? $"{Names[int.TrailingZeroCount(missing)]} is missing"
            : $"{Names[int.TrailingZeroCount(_bad)]} is not a valid number";
    }

    /// <summary>Returns the row, unless its date or time is impossible, such as the fillers 888888 and 999999.</summary>
    public readonly bool TryGetRow(out MinuteRow row)
    {
        var isPossible = Stamp.TryRead(_date, _time, out var time);
        row = isPossible ? new MinuteRow(time, _open, _high, _low, _close, _volume, _value) : default;
        return isPossible;
    }

    private static int IndexOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
            return -1;
        var name = reader.ValueSpan;
        return name.Length switch
        {
            8 => name.SequenceEqual("cntg_vol"u8) ? 6 : -1,
            9 => name.SequenceEqual("stck_oprc"u8) ? 2 : name.SequenceEqual("stck_hgpr"u8) ? 3
                : name.SequenceEqual("stck_lwpr"u8) ? 4 : name.SequenceEqual("stck_prpr"u8) ? 5 : -1,
            12 => name.SequenceEqual("acml_tr_pbmn"u8) ? 7 : -1,
            14 => name.SequenceEqual("stck_bsop_date"u8) ? 0 : name.SequenceEqual("stck_cntg_hour"u8) ? 1 : -1,
            _ => -1,
        };
    }

    private bool Take(int field, ReadOnlySpan<byte> text) => field switch
    {
        0 => text.Length == 8 && AsciiNumber.TryRead(text, out _date),
        1 => text.Length == 6 && AsciiNumber.TryRead(text, out _time),
        2 => AsciiNumber.TryRead(text, out _open),
        3 => AsciiNumber.TryRead(text, out _high),
        4 => AsciiNumber.TryRead(text, out _low),
        5 => AsciiNumber.TryRead(text, out _close),
        6 => AsciiNumber.TryRead(text, out _volume),
        _ => AsciiNumber.TryRead(text, out _value),
    };
}
