using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Reads the rows of a line in one style. Falls back to the general reader on unexpected input.</summary>
internal static class KlineRowReader<TStyle>
    where TStyle : IKlineRowStyle
{
    private static bool IsPlain => TStyle.Gap == 0 && !TStyle.IsText && Vector256.IsHardwareAccelerated && BitConverter.IsLittleEndian;

    // The shortest row, with its comma: "A":[0,0,0,0,0],
    private const int ShortestRow = 16;

    /// <summary>Reads rows and adds them to a table as a line; returns false on unexpected input.</summary>
    /// <param name="rows">The text after <c>"data":{</c>, to the end of the line.</param>
    /// <param name="shape">The values of a row.</param>
    /// <param name="minute">The minute of the line.</param>
    /// <param name="retrieval">The retrieval time of the line; default for none.</param>
    /// <param name="table">The target. On unexpected input, only symbols may have been added.</param>
    public static bool TryRead(ReadOnlySpan<byte> rows, KlineRowShape shape, DateTime minute, DateTime retrieval, KlineTable table)
    {
        if (!rows.EndsWith("]}}"u8))
            return false;
        var most = (rows.Length / ShortestRow) + 1;
        var (numbers, bars) = table.Room(table.SymbolTable.IsClosed ? Math.Min(most, table.SymbolTable.Count) : most);
        var count = ReadRows(rows, shape, table.SymbolTable, numbers.Span, bars.Span);
        if (count < 0)
            return false;
        table.AddLine(minute, count, retrieval);
        return true;
    }

    // The caller checked that the line ends in "]}}", so a number in it is followed by a byte that is not a digit.
    private static int ReadRows(ReadOnlySpan<byte> line, KlineRowShape shape, KlineSymbols symbols, Span<int> numbers, Span<KlineBar> bars)
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
            if (length == 0 || at + length + 4 + TStyle.Gap >= line.Length)
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
            if (Unsafe.Add(ref start, at) != '"' || Unsafe.Add(ref start, at + 1) != ':' || Unsafe.Add(ref start, at + 2 + TStyle.Gap) != '['
                || (TStyle.Gap > 0 && Unsafe.Add(ref start, at + 2) != ' '))
            {
                return -1;
            }

            at += 3 + TStyle.Gap;
            if (codes[place] == code)
            {
                numbers[count] = symbols.CodeNumbers[place++];
                ref var bar = ref bars[count++];
                if (IsPlain && at >= KlineRowNumbers.BytesBefore && at + KlineRowNumbers.Bytes <= line.Length
                    && KlineRowNumbers.TryRead(ref Unsafe.Add(ref start, at), shape, ref bar, out var behind))
                {
                    at += behind;
                }
                else
                {
                    ReadOneByOne(ref start, ref at, line.Length, shape, ref bar, ref surprise);
                }

                if (surprise)
                    return -1;
            }
            else
            {
                at += line[at..].IndexOf((byte)']') + 1;
            }

            if (at == line.Length - 2)
                return count;
            if (Unsafe.Add(ref start, at) != ',' || (TStyle.Gap > 0 && Unsafe.Add(ref start, at + 1) != ' '))
                return -1;
            at += 1 + TStyle.Gap;
        }
    }

    private static void ReadOneByOne(ref byte start, ref int at, int length, KlineRowShape shape, ref KlineBar bar, ref bool surprise)
    {
        bar.Open = Price(ref start, ref at, length, ref surprise);
        bar.High = Price(ref start, ref at, length, ref surprise);
        bar.Low = Price(ref start, ref at, length, ref surprise);
        bar.Close = Price(ref start, ref at, length, ref surprise);
        bar.Volume = Number(ref start, ref at, length, shape.HasAccVolume || shape.HasAccValue, ref surprise);
        bar.AccVolume = shape.HasAccVolume ? Number(ref start, ref at, length, shape.HasAccValue, ref surprise) : KlineBar.Unknown;
        bar.AccValue = shape.HasAccValue ? Number(ref start, ref at, length, hasNext: false, ref surprise) : KlineBar.Unknown;
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
    private static long Price(ref byte start, ref int at, int length, ref bool surprise) =>
        Value(ref start, ref at, length, (byte)',', isPrice: true, ref surprise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Number(ref byte start, ref int at, int length, bool hasNext, ref bool surprise) =>
        Value(ref start, ref at, length, hasNext ? (byte)',' : (byte)']', isPrice: false, ref surprise);

    // Moves past the end of the value, and past the gap after a comma.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Value(ref byte start, ref int at, int length, byte end, bool isPrice, ref bool surprise)
    {
        var from = at + (TStyle.IsText ? 1 : 0);
        var word = Word(ref start, from, length);
        var value = (long)AsciiNumber.ReadWord(word, out var digits);
        var needlessZero = (digits > 1) & ((byte)word == '0');
        at = from + digits;
        if (digits == 0 || digits == AsciiNumber.Stride || needlessZero || (TStyle.IsText && Unsafe.Add(ref start, from - 1) != '"')
            || !TryPass(ref start, ref at, end))
        {
            return Odd(ref start, from, ref at, length, end, isPrice, ref surprise);
        }

        return isPrice ? value * KlinePrice.Scale : value;
    }

    // The line ends in "]}}" and the position is not after its digits, so all bytes read here are within the line.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryPass(ref byte start, ref int at, byte end)
    {
        if (TStyle.IsText && Unsafe.Add(ref start, at++) != '"')
            return false;
        if (Unsafe.Add(ref start, at++) != end)
            return false;
        return TStyle.Gap == 0 || end != ',' || Unsafe.Add(ref start, at++) == ' ';
    }

    // Numbers of eight or more digits, and decimals.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Odd(ref byte start, int from, ref int at, int length, byte end, bool isPrice, ref bool surprise)
    {
        var rest = from < length ? MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, from), Math.Min(32, length - from)) : [];
        var digits = rest.IndexOf(TStyle.IsText ? (byte)'"' : end);
        var value = 0L;
        at = from + digits;
        if (digits < 0 || (TStyle.IsText && Unsafe.Add(ref start, from - 1) != '"')
            || !(isPrice ? AsciiNumber.TryReadJson(rest[..digits], KlinePrice.Scale, out value) : AsciiNumber.TryReadJson(rest[..digits], out value))
            || !TryPass(ref start, ref at, end))
        {
            (surprise, at) = (true, 0);
        }

        return value;
    }
}
