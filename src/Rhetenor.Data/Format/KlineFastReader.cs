using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Reads the layout that this library writes. Falls back to the general reader on unexpected input.</summary>
internal static class KlineFastReader
{
    /// <summary>Reads one line; returns false on unexpected input.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="table">The target. On unexpected input, only symbols may have been added.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, KlineTable table)
    {
        if (!TryReadHead(ref line, out var minute, out var retrieval, out var isMerged, out var hasValue))
            return false;
        return isMerged
            ? line.EndsWith("]}}"u8) && table.IsRepeated(minute)
            : KlineRowReader<KlineRowStyles.Compact>.TryRead(line, new(HasAccVolume: true, hasValue), minute, retrieval, table);
    }

    private static bool TryReadHead(
        ref ReadOnlySpan<byte> line, out DateTime minute, out DateTime retrieval, out bool isMerged, out bool hasValue)
    {
        (minute, retrieval, isMerged, hasValue) = (default, default, false, false);
        var stamp = KlineLayout.BeforeStamp.Length;
        if (line.Length < stamp + Stamp.MinuteLength + KlineLayout.Fields.Length || !line.StartsWith(KlineLayout.BeforeStamp))
            return false;
        var isDigits = line[stamp + 4] != '-';
        var fields = stamp + (isDigits ? Stamp.MinuteDigitsLength : Stamp.MinuteLength);
        if (!(isDigits ? Stamp.TryReadMinuteDigits(line[stamp..fields], out minute) : Stamp.TryReadMinute(line[stamp..fields], out minute)))
            return false;
        line = line[fields..];
        if (!line.StartsWith(KlineLayout.Fields))
        {
            isMerged = line.StartsWith(KlineLayout.Merged);
            var mark = isMerged ? KlineLayout.Merged : KlineLayout.Retrieval;
            var end = mark.Length + Stamp.SecondLength;
            if (line.Length < end || !line.StartsWith(mark) || !Stamp.TryReadSecond(line[mark.Length..end], out retrieval))
                return false;
            line = line[end..];
            if (!line.StartsWith(KlineLayout.Fields))
                return false;
        }

        line = line[KlineLayout.Fields.Length..];
        hasValue = line.StartsWith(KlineLayout.AccValueAndData);
        var opening = hasValue ? KlineLayout.AccValueAndData : KlineLayout.Data;
        if (!line.StartsWith(opening))
            return false;
        line = line[opening.Length..];
        return true;
    }
}
