using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Datasets;

/// <summary>Writes bars of one symbol as differences to the bar before, in numbers of variable length: about nine bytes a bar. Only the
/// process that wrote them reads them.</summary>
internal static class BarCode
{
    private const int Numbers = 8, MostOfANumber = 10, Bits = 7;
    private const byte More = 1 << Bits;

    /// <summary>Returns the greatest number of bytes that bars take.</summary>
    public static int Bound(int count) => MostOfANumber + (count * Numbers * MostOfANumber);

    /// <summary>Writes bars.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Write(Span<byte> to, ReadOnlySpan<DateTime> minutes, ReadOnlySpan<KlineBar> bars)
    {
        var isWhole = AreWhole(bars);
        var at = Put(to, 0, isWhole ? 1 : 0);
        var (minute, before) = (0L, default(KlineBar));
        for (var i = 0; i < bars.Length; i++)
        {
            var bar = isWhole ? Divided(bars[i]) : bars[i];
            var now = minutes[i].Ticks / TimeSpan.TicksPerMinute;
            at = Put(to, at, now - minute);
            at = Put(to, at, bar.Open - before.Close);
            at = Put(to, at, bar.High - bar.Open);
            at = Put(to, at, bar.Low - bar.Open);
            at = Put(to, at, bar.Close - bar.Open);
            at = Put(to, at, bar.Volume);
            at = Put(to, at, bar.AccVolume - ExpectedVolume(before, bar.Volume));
            at = Put(to, at, bar.AccValue - ExpectedValue(before, bar, isWhole));
            (minute, before) = (now, bar);
        }

        return at;
    }

    /// <summary>Reads all bars that were written together.</summary>
    public static void Read(ReadOnlySpan<byte> from, Span<DateTime> minutes, Span<KlineBar> bars)
    {
        var at = 0;
        var isWhole = Take(from, ref at) == 1;
        var (minute, before) = (0L, default(KlineBar));
        for (var i = 0; i < bars.Length; i++)
        {
            minute += Take(from, ref at);
            var open = before.Close + Take(from, ref at);
            var bar = new KlineBar(open, open + Take(from, ref at), open + Take(from, ref at), open + Take(from, ref at), Take(from, ref at), 0, 0);
            bar.AccVolume = ExpectedVolume(before, bar.Volume) + Take(from, ref at);
            bar.AccValue = ExpectedValue(before, bar, isWhole) + Take(from, ref at);
            minutes[i] = new DateTime(minute * TimeSpan.TicksPerMinute);
            bars[i] = isWhole ? Multiplied(bar) : bar;
            before = bar;
        }
    }

    // Differences may overflow; they are undone by the same overflow.
    private static long ExpectedVolume(in KlineBar before, long volume) =>
        before.AccVolume == KlineBar.Unknown ? KlineBar.Unknown : before.AccVolume + volume;

    private static long ExpectedValue(in KlineBar before, in KlineBar bar, bool isWhole) =>
        before.AccValue == KlineBar.Unknown ? KlineBar.Unknown : before.AccValue + (bar.Volume * (isWhole ? bar.Close : bar.Close / KlinePrice.Scale));

    private static bool AreWhole(ReadOnlySpan<KlineBar> bars)
    {
        foreach (ref readonly var bar in bars)
        {
            if (bar.Open % KlinePrice.Scale != 0 || bar.High % KlinePrice.Scale != 0 || bar.Low % KlinePrice.Scale != 0 || bar.Close % KlinePrice.Scale != 0)
                return false;
        }

        return true;
    }

    private static KlineBar Divided(in KlineBar bar) => bar with
    {
        Open = bar.Open / KlinePrice.Scale,
        High = bar.High / KlinePrice.Scale,
        Low = bar.Low / KlinePrice.Scale,
        Close = bar.Close / KlinePrice.Scale,
    };

    private static KlineBar Multiplied(in KlineBar bar) => bar with
    {
        Open = bar.Open * KlinePrice.Scale,
        High = bar.High * KlinePrice.Scale,
        Low = bar.Low * KlinePrice.Scale,
        Close = bar.Close * KlinePrice.Scale,
    };

    // Small numbers of either sign are short: 0, -1, 1, -2, 2 become 0, 1, 2, 3, 4.
    private static int Put(Span<byte> to, int at, long number)
    {
        var left = (ulong)((number << 1) ^ (number >> 63));
        for (; left >= More; left >>= Bits)
            to[at++] = (byte)(left | More);
        to[at++] = (byte)left;
        return at;
    }

    private static long Take(ReadOnlySpan<byte> from, ref int at)
    {
        var (number, shift) = ((ulong)from[at] & ~(ulong)More, 0);
        while (from[at++] >= More)
            number |= ((ulong)from[at] & ~(ulong)More) << (shift += Bits);
        return (long)(number >> 1) ^ -(long)(number & 1);
    }
}
