using System.Buffers.Binary;

namespace Rhetenor.Data.Hantoo;

/// <summary>The content of a <see cref="PaceFile"/>: a mark, three times in ticks and the factor, little-endian. Pure.</summary>
internal static class PaceRecord
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 40;

    // Processors may differ slightly in what they take as the current time.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Furthest = TimeSpan.FromMinutes(1);

    private static ReadOnlySpan<byte> Mark => "KISPACE1"u8;

    /// <summary>Decodes a record.</summary>
    /// <returns>Null when it is incomplete or of another form, or cannot be true now: when it was written before the host restarted, or by
    /// another clock.</returns>
    public static Pace? Decode(ReadOnlySpan<byte> content, TimeSpan now)
    {
        if (content.Length != Size || !content.StartsWith(Mark))
            return null;
        var (at, free, refused) = (Time(content[8..]), Time(content[16..]), Time(content[32..]));
        var factor = BinaryPrimitives.ReadDoubleLittleEndian(content[24..]);
        if (at < TimeSpan.Zero || at > now + Tolerance || free < at - Furthest || free > at + Furthest
            || factor is not (>= Pace.Floor and <= 1) || refused < -Pace.OneEvent || refused > at)
        {
            return null;
        }

        return new(at, free, factor, refused);
    }

    /// <summary>Encodes a pace.</summary>
    /// <returns>The given buffer of <see cref="Size"/> bytes.</returns>
    public static ReadOnlySpan<byte> Encode(Pace pace, Span<byte> content)
    {
        Mark.CopyTo(content);
        BinaryPrimitives.WriteInt64LittleEndian(content[8..], pace.At.Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(content[16..], pace.Free.Ticks);
        BinaryPrimitives.WriteDoubleLittleEndian(content[24..], pace.Factor);
        BinaryPrimitives.WriteInt64LittleEndian(content[32..], pace.Refused.Ticks);
        return content;
    }

    private static TimeSpan Time(ReadOnlySpan<byte> content) => new(BinaryPrimitives.ReadInt64LittleEndian(content));
}
