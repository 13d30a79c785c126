using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rhetenor.Data;

/// <summary>Reads exactly the layout this library writes; at the first surprise it leaves the line to the general reader.</summary>
internal static class KlineFastReader
{
    // The shortest bar, with its comma: "A":[0,0,0,0,0,0],
    private const int ShortestBar = 18;

    /// <summary>Reads one line.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="table">Where the line goes; unchanged, but for symbols, when there was a surprise.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, KlineTable table)
    {
        if (!TryReadHead(ref line, out var minute, out var retrieval, out var isMerged, out var hasValue) || !line.EndsWith("]}}"u8))
            return false;
        if (isMerged)
            return table.IsRepeated(minute);
        var most = (line.Length / ShortestBar) + 1;
        var (numbers, bars) = table.Room(table.SymbolTable.IsClosed ? Math.Min(most, table.SymbolTable.Count) : most);
        var count = ReadBars(line, hasValue, table.SymbolTable, numbers.Span, bars.Span);
        if (count < 0)
            return false;
        table.AddLine(minute, count, retrieval);
        return true;
    }

    private static bool TryReadHead(
        ref ReadOnlySpan<byte> line, out DateTime minute, out DateTime retrieval, out bool isMerged, out bool hasValue)
    {
        (minute, retrieval, isMerged, hasValue) = (default, default, false, false);
        var stamp = KlineLayout.BeforeStamp.Length;
        var fields = stamp + KlineMinute.Length;
        if (line.Length < fields + KlineLayout.Fields.Length || !line.StartsWith(KlineLayout.BeforeStamp)
            || !KlineMinute.TryRead(line.Slice(stamp, KlineMinute.Length), out minute))
        {
            return false;
        }

        line = line[fields..];
        if (!line.StartsWith(KlineLayout.Fields))
        {
            isMerged = line.StartsWith(KlineLayout.Merged);
            var mark = isMerged ? KlineLayout.Merged : KlineLayout.Retrieval;
            if (!line.StartsWith(mark) || !KlineRetrieval.TryRead(line[mark.Length..], out retrieval))
                return false;
            line = line[(mark.Length + KlineRetrieval.Length)..];
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

    // The line ends in "]}}" (the caller looked), so a number within it is followed by a byte that is no digit.
    private static int ReadBars(ReadOnlySpan<byte> line, bool hasValue, KlineSymbols symbols, Span<int> numbers, Span<KlineBar> bars)
    {
        ref var start = ref MemoryMarshal.GetReference(line);
        var (at, count, place, last) = (0, 0, 0, 0UL);
        var codes = symbols.Codes;
        var surprise = false;
        while (true)
        {
            if (Unsafe.Add(ref start, at) != '"')
                return -1;
            var word = Word(ref start, at + 1, line.Length);
            var quotes = word ^ 0x2222222222222222;
            var length = BitOperations.TrailingZeroCount((quotes - 0x0101010101010101) & ~quotes & 0x8080808080808080) >> 3;
            if (length == 0 || at + length + 4 >= line.Length)
                return -1;
            var code = length == 8
                ? BinaryPrimitives.ReverseEndianness(word)
                : BinaryPrimitives.ReverseEndianness(word) & (ulong.MaxValue << (64 - (8 * length)));
            while (codes[place] < code)
                place++;
            if (codes[place] != code)
            {
                if (code <= last || (!symbols.IsClosed && symbols.AddCode(code, length) < 0))
                    return -1;
                codes = symbols.Codes;
            }

            last = code;
            at += length + 1;
            if (Unsafe.Add(ref start, at) != '"' || Unsafe.Add(ref start, at + 1) != ':' || Unsafe.Add(ref start, at + 2) != '[')
                return -1;
            at += 3;
            if (codes[place] != code)
            {
                if (!TryPassRow(line, ref at))
                    return -1;
                if (at == line.Length - 2)
                    return count;
                continue;
            }

            numbers[count] = symbols.CodeNumbers[place++];
            ref var bar = ref bars[count++];
            bar.Open = Price(ref start, ref at, line.Length, (byte)',', ref surprise);
            bar.High = Price(ref start, ref at, line.Length, (byte)',', ref surprise);
            bar.Low = Price(ref start, ref at, line.Length, (byte)',', ref surprise);
            bar.Close = Price(ref start, ref at, line.Length, (byte)',', ref surprise);
            bar.Volume = Number(ref start, ref at, line.Length, (byte)',', ref surprise);
            bar.AccVolume = Number(ref start, ref at, line.Length, hasValue ? (byte)',' : (byte)']', ref surprise);
            bar.AccValue = hasValue ? Number(ref start, ref at, line.Length, (byte)']', ref surprise) : KlineBar.Unknown;
            if (surprise || at + 1 >= line.Length)
                return -1;
            if (Unsafe.Add(ref start, at) == '}')
                return at == line.Length - 2 ? count : -1;
            if (Unsafe.Add(ref start, at++) != ',')
                return -1;
        }
    }

    // Behind a row that is not wanted: at the next one, or at the end.
    private static bool TryPassRow(ReadOnlySpan<byte> line, ref int at)
    {
        at += line[at..].IndexOf((byte)']') + 1;
        return line[at] == '}' ? at == line.Length - 2 : line[at++] == ',' && at < line.Length - 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte start, int at, int length)
    {
        if (at + sizeof(ulong) <= length)
        {
            var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));
            return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
        }

        return LastWord(ref start, at, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong LastWord(ref byte start, int at, int length)
    {
        var word = 0UL;
        for (var i = 0; at + i < length; i++)
            word |= (ulong)Unsafe.Add(ref start, at + i) << (8 * i);
        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Price(ref byte start, ref int at, int length, byte end, ref bool surprise)
    {
        var from = at;
        var word = Word(ref start, at, length);
        var won = KlineNumber.Read(word, out var digits);
        at += digits + 1;
        var needlessZero = (digits > 1) & ((byte)word == '0');
        return digits == 0 || digits == KlineNumber.Stride || needlessZero || Unsafe.Add(ref start, at - 1) != end
            ? Odd(ref start, from, ref at, length, end, isPrice: true, ref surprise)
            : won * KlinePrice.Scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Number(ref byte start, ref int at, int length, byte end, ref bool surprise)
    {
        var from = at;
        var word = Word(ref start, at, length);
        var value = KlineNumber.Read(word, out var digits);
        at += digits + 1;
        var needlessZero = (digits > 1) & ((byte)word == '0');
        return digits == 0 || digits == KlineNumber.Stride || needlessZero || Unsafe.Add(ref start, at - 1) != end
            ? Odd(ref start, from, ref at, length, end, isPrice: false, ref surprise)
            : value;
    }

    // Eight digits and more, and decimals.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Odd(ref byte start, int from, ref int at, int length, byte end, bool isPrice, ref bool surprise)
    {
        var rest = from < length ? MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, from), Math.Min(32, length - from)) : [];
        var digits = rest.IndexOf(end);
        var value = 0L;
        if (digits < 0 || !(isPrice ? KlineNumber.TryReadPrice(rest[..digits], out value) : KlineNumber.TryRead(rest[..digits], out value)))
            surprise = true;
        at = surprise ? 0 : from + digits + 1;
        return value;
    }
}
