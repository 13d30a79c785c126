using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Writes slices as lines. Equal slices give equal bytes.</summary>
internal static class KlineWriter
{
    // Seven numbers, four of them with a point and four decimals, their commas, the symbol, and the bytes overwritten after them.
    private const int BarBytes = KlineSymbols.OpeningBytes + (7 * AsciiNumber.Room) + (4 * 5) + 16;
    private const int FrameBytes = 256;

    /// <summary>Gets the maximum size of a slice, in bytes.</summary>
    public static int MaxBytes(KlineSlice slice) => checked(FrameBytes + (slice.Count * BarBytes));

    /// <summary>Writes a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="accValue">Whether to write the seventh field.</param>
    /// <param name="digits">Whether the stamp is <c>yyyyMMddHHmm</c>.</param>
    /// <param name="text">The target.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Write(in KlineLine line, bool accValue, bool digits, Span<byte> text)
    {
        var slice = line.Slice;
        Debug.Assert(text.Length >= MaxBytes(slice), "The caller asks MaxBytes.");
        ref var start = ref MemoryMarshal.GetReference(text);
        ref var to = ref Put(ref start, KlineLayout.BeforeStamp);
        if (digits)
            Stamp.WriteMinuteDigits(slice.Minute, MemoryMarshal.CreateSpan(ref to, Stamp.MinuteDigitsLength));
        else
            Stamp.WriteMinute(slice.Minute, MemoryMarshal.CreateSpan(ref to, Stamp.MinuteLength));
        to = ref Unsafe.Add(ref to, digits ? Stamp.MinuteDigitsLength : Stamp.MinuteLength);
        if (line.Retrieval != default)
        {
            to = ref Put(ref to, line.IsMerged ? KlineLayout.Merged : KlineLayout.Retrieval);
            Stamp.WriteSecond(line.Retrieval, MemoryMarshal.CreateSpan(ref to, Stamp.SecondLength));
            to = ref Unsafe.Add(ref to, Stamp.SecondLength);
        }

        to = ref Put(ref to, KlineLayout.Fields);
        to = ref Put(ref to, accValue ? KlineLayout.AccValueAndData : KlineLayout.Data);
        var openings = slice.SymbolTable.Openings;
        var numbers = slice.Numbers;
        var bars = slice.Bars;
        for (var i = 0; i < bars.Length; i++)
        {
            ref readonly var bar = ref bars[i];
            if (i > 0)
                to = ref Put(ref to, (byte)',');
            Unsafe.CopyBlockUnaligned(ref to, in openings[numbers[i] * KlineSymbols.OpeningBytes], KlineSymbols.OpeningBytes);
            to = ref Unsafe.Add(ref to, slice.SymbolTable.OpeningLength(numbers[i]));
            to = ref Put(ref Price(ref to, bar.Open), (byte)',');
            to = ref Put(ref Price(ref to, bar.High), (byte)',');
            to = ref Put(ref Price(ref to, bar.Low), (byte)',');
            to = ref Put(ref Price(ref to, bar.Close), (byte)',');
            to = ref Put(ref AsciiNumber.Write(ref to, (ulong)bar.Volume), (byte)',');
            to = ref CountOrNull(ref to, bar.AccVolume);
            if (accValue)
                to = ref CountOrNull(ref Put(ref to, (byte)','), bar.AccValue);
            to = ref Put(ref to, (byte)']');
        }

        to = ref Put(ref to, KlineLayout.End);
        to = ref Put(ref to, (byte)'\n');
        return (int)Unsafe.ByteOffset(ref start, ref to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte Price(ref byte to, long scaled)
    {
        var won = (ulong)scaled / (ulong)KlinePrice.Scale;
        var rest = (ulong)scaled - (won * (ulong)KlinePrice.Scale);
        to = ref AsciiNumber.Write(ref to, won);
        return ref rest == 0 ? ref to : ref Fraction(ref to, (uint)rest);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref byte Fraction(ref byte to, uint rest)
    {
        to = ref Put(ref to, (byte)'.');
        for (var unit = (uint)KlinePrice.Scale / 10; rest > 0; unit /= 10)
        {
            to = ref Put(ref to, (byte)('0' + (rest / unit)));
            rest %= unit;
        }

        return ref to;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte CountOrNull(ref byte to, long value) =>
        ref value < 0 ? ref Put(ref to, "null"u8) : ref AsciiNumber.Write(ref to, (ulong)value);

    private static ref byte Put(ref byte to, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(MemoryMarshal.CreateSpan(ref to, bytes.Length));
        return ref Unsafe.Add(ref to, bytes.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte Put(ref byte to, byte value)
    {
        to = value;
        return ref Unsafe.Add(ref to, 1);
    }
}
