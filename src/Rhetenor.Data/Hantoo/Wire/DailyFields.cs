using System.Text.Json;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>The fields of one session, in any order.</summary>
internal sealed class DailyFields
{
    private const int Date = 0, Open = 1, High = 2, Low = 3, Close = 4, Volume = 5, Value = 6, ExCode = 7, SplitRatio = 8, Sign = 9, Change = 10, Modified = 11;

    private static readonly string?[] Names =
        ["stck_bsop_date", "stck_oprc", "stck_hgpr", "stck_lwpr", "stck_clpr", "acml_vol", "acml_tr_pbmn", "flng_cls_code", "prtt_rate", "prdy_vrss_sign", "prdy_vrss", "mod_yn"];

    // Rows of indexes have fewer fields.
    private static readonly string?[] IndexNames =
        ["stck_bsop_date", "bstp_nmix_oprc", "bstp_nmix_hgpr", "bstp_nmix_lwpr", "bstp_nmix_prpr", "acml_vol", "acml_tr_pbmn", null, null, null, null, "mod_yn"];

    private readonly string?[] _names;
    private readonly string?[] _texts = new string?[Names.Length];

    public DailyFields(bool isIndex) => _names = isIndex ? IndexNames : Names;

    /// <summary>Gets whether the object has no property. KIS sends such rows in place of sessions that it does not have.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Reads a row's object to its end.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            IsEmpty = false;
            if (IndexOf(ref reader) is >= 0 and var field)
                _texts[field] = HantooJson.ReadText(ref reader);
            else
                HantooJson.SkipValue(ref reader);
        }
    }

    /// <summary>Returns the session; null when its date or a total is missing or not valid.</summary>
    public HantooDailyBar? ToBar() =>
        Stamp.TryReadDate(_texts[Date], out var date) && Count(Volume) is { } volume && Count(Value) is { } value
            ? new HantooDailyBar(date, volume, value) { Bar = ToBar(volume, value), IsAdjusted = _texts[Modified] == "Y" }
            : null;

    private DailyBar? ToBar(long volume, long value) =>
        Number(Open) is { } open && Number(High) is { } high && Number(Low) is { } low && Number(Close) is { } close
            ? new DailyBar(open, high, low, close, volume, value, BaseOf(close), (int)(Count(ExCode) ?? DailyBar.Unknown), Number(SplitRatio) ?? DailyBar.Unknown)
            : null;

    // The change is that against the base price, and its sign is a code of its own: 1 and 2 are up, 4 and 5 are down.
    private long BaseOf(long close)
    {
        if (!KlinePrice.TryScale(Decimal(_texts[Change]?.TrimStart('-')) ?? -1, out var change))
            return DailyBar.Unknown;
        var price = (_texts[Sign], change) switch
        {
            ("1" or "2", _) => close - change,
            ("4" or "5", _) => close + change,
            (_, 0) => close,
            _ => DailyBar.Unknown,
        };
        return Math.Max(price, DailyBar.Unknown);
    }

    private int IndexOf(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (_names[i] is { } name && reader.ValueTextEquals(name))
                return i;
        }

        return -1;
    }

    private long? Count(int field) => AsciiNumber.TryRead(_texts[field], out long number) ? number : null;

    private long? Number(int field) => Decimal(_texts[field]) is { } number && KlinePrice.TryScale(number, out var scaled) ? scaled : null;

    private static decimal? Decimal(string? text) =>
        AsciiNumber.TryRead(text, out decimal number) ? number : null;
}
