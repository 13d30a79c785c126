using System.Globalization;
using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>The eight fields of one minute row, in any order. Rows of indexes have other names for prices.</summary>
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

            var isRepeated = (_seen & (1 << field)) != 0;
            _seen |= 1 << field;
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
                reader.Skip();
            else if (!isRepeated && !reader.ValueIsEscaped && Take(field, reader.ValueSpan))
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

    /// <summary>Gets whether the row is one of the documented fillers, which have no time.</summary>
    public readonly bool IsFiller => _time is 666_666 or 888_888 or 999_999;

    /// <summary>Gets whether the time has no seconds.</summary>
    public readonly bool IsOnTheMinute => _time % 100 == 0;

    /// <summary>Gets the date and time as KIS sent them.</summary>
    public readonly string Moment => string.Create(CultureInfo.InvariantCulture, $"{_date:D8} {_time:D6}");

    /// <summary>Returns the row, unless its date or time does not exist. Seconds are cut off: a row stands for its minute.</summary>
    public readonly bool TryGetRow(out MinuteRow row)
    {
        var isPossible = Stamp.TryRead(_date, _time / 100 * 100, out var time) && _time % 100 < 60;
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
            14 => name.SequenceEqual("stck_bsop_date"u8) ? 0 : name.SequenceEqual("stck_cntg_hour"u8) ? 1
                : name.SequenceEqual("bstp_nmix_oprc"u8) ? 2 : name.SequenceEqual("bstp_nmix_hgpr"u8) ? 3
                : name.SequenceEqual("bstp_nmix_lwpr"u8) ? 4 : name.SequenceEqual("bstp_nmix_prpr"u8) ? 5 : -1,
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
