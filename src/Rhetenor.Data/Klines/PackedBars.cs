namespace Rhetenor.Data.Klines;

/// <summary>The bars of one symbol in order of time, each in about 20 bytes in place of 64: a live feed keeps those of whole markets and several sessions.</summary>
/// <remarks>Numbers are differences from what the bar before leads to expect, and nearly all are small. Any bar comes back as it was.</remarks>
internal sealed class PackedBars
{
    // Most prices are whole won.
    private const long Won = 10_000;
    private byte[] _bytes = [];

    /// <summary>Gets the number of bytes.</summary>
    public int Size => _bytes.Length;

    /// <summary>Replaces the bars.</summary>
    public void Set(SortedList<DateTime, KlineBar> bars)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        var unit = bars.Values.All(IsWhole) ? Won : 1;
        writer.Write7BitEncodedInt64(unit);
        var (minute, before) = (0L, default(KlineBar));
        foreach (var (time, bar) in bars)
        {
            var expected = Expected(before, bar.Volume, bar.Close);
            writer.Write7BitEncodedInt64((time.Ticks / TimeSpan.TicksPerMinute) - minute);
            Write(writer, (bar.Open / unit) - (before.Close / unit));
            Write(writer, (bar.High / unit) - (bar.Open / unit));
            Write(writer, (bar.Low / unit) - (bar.Open / unit));
            Write(writer, (bar.Close / unit) - (bar.Open / unit));
            Write(writer, bar.Volume);
            Write(writer, bar.AccVolume - expected.Volume);
            Write(writer, bar.AccValue - expected.Value);
            (minute, before) = (time.Ticks / TimeSpan.TicksPerMinute, bar);
        }

        _bytes = bytes.ToArray();
    }

    /// <summary>Replaces the content of a list by the bars.</summary>
    public void CopyTo(SortedList<DateTime, KlineBar> bars)
    {
        bars.Clear();
        if (_bytes.Length == 0)
            return;
        using var reader = new BinaryReader(new MemoryStream(_bytes));
        var unit = reader.Read7BitEncodedInt64();
        var (minute, before) = (0L, default(KlineBar));
        while (reader.BaseStream.Position < _bytes.Length)
        {
            minute += reader.Read7BitEncodedInt64();
            var open = before.Close + (Read(reader) * unit);
            var (high, low, close, volume) = (open + (Read(reader) * unit), open + (Read(reader) * unit), open + (Read(reader) * unit), Read(reader));
            var expected = Expected(before, volume, close);
            before = new(open, high, low, close, volume, Read(reader) + expected.Volume, Read(reader) + expected.Value);
            bars.Add(new(minute * TimeSpan.TicksPerMinute), before);
        }
    }

    private static bool IsWhole(KlineBar bar) => bar.Open % Won == 0 && bar.High % Won == 0 && bar.Low % Won == 0 && bar.Close % Won == 0;

    private static (long Volume, long Value) Expected(in KlineBar before, long volume, long close) =>
        unchecked((before.AccVolume + volume, before.AccValue + (close / Won * volume)));

    // Small negative numbers are short too.
    private static void Write(BinaryWriter writer, long number) => writer.Write7BitEncodedInt64((number << 1) ^ (number >> 63));

    private static long Read(BinaryReader reader)
    {
        var number = reader.Read7BitEncodedInt64();
        return (long)((ulong)number >> 1) ^ -(number & 1);
    }
}
