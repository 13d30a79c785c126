using System.Globalization;

namespace Rhetenor.Data.Export;

/// <summary>Formats the lines of a CSV file in one buffer.</summary>
/// <remarks>CSV packages handle quoting and culture. No value here needs quotes, and numbers are formatted without allocating a
/// string each.</remarks>
internal sealed class KlineCsvRow(bool header, bool offset, bool filled)
{
    private const string LineEnd = "\r\n";
    private readonly char[] _line = new char[256];

    public string Header => !header ? ""
        : "symbol,time,open,high,low,close,volume,acc_vol,acc_value" + (filled ? ",filled" : "") + LineEnd;

    public ReadOnlySpan<char> Format(string symbol, in Kline kline, bool isFilled) => _line.AsSpan(0, Write(symbol, kline, isFilled));

    public ReadOnlyMemory<char> Copy(string symbol, in Kline kline) => _line.AsMemory(0, Write(symbol, kline, isFilled: false));

    private int Write(string symbol, in Kline kline, bool isFilled)
    {
        var zone = offset ? "+09:00" : "";
        var mark = !filled ? "" : isFilled ? ",true" : ",false";
        _line.AsSpan().TryWrite(
            CultureInfo.InvariantCulture,
            $"{symbol},{kline.Minute:s}{zone},{kline.Open},{kline.High},{kline.Low},{kline.Close},{kline.Volume},{kline.AccVolume},{kline.AccValue}{mark}{LineEnd}",
            out var written);
        return written;
    }
}
