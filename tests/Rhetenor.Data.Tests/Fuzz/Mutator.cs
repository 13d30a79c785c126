using System.Text;

namespace Rhetenor.Data.Tests.Fuzz;

/// <summary>Damages bytes in the ways that decoders have been caught by, the same for the same seed.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "\\ud800", "\\u0000", "\\\"", "null", "true", "-1", "-0", "1e999", "9223372036854775808", "99999999999999999999999999999999", "1.5",
            "\"\"", "{}", "[]", "[[[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "00000000", "0001-01-01 00:00:00", "9999-12-31 23:59:59", "00010101", "99991231",
            "2026-02-30", "\n", "\r\n", "\u0085", "\uFEFF", "\"data\":{", "\"fields\":[", "\"symbols\":", "\"output2\":", "삼성", ",", ":", "}", "]",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0x80], [0x00], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0],
        [0x28, 0xB5, 0x2F, 0xFD], [0x50, 0x4B, 1, 2], [0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6],
    ];

    private readonly Random _random = new(seed);

    public byte[] Mutate(byte[] sample)
    {
        var bytes = sample;
        for (var edits = 1 + _random.Next(4); edits > 0; edits--)
            bytes = Once(bytes);
        return bytes;
    }

    private byte[] Once(byte[] bytes)
    {
        if (bytes.Length == 0)
            return Words[_random.Next(Words.Length)];
        var at = _random.Next(bytes.Length);
        var length = Math.Min(bytes.Length - at, 1 + _random.Next(_random.Next(2) == 0 ? 8 : 400));
        var word = Words[_random.Next(Words.Length)];
        switch (_random.Next(9))
        {
            case 0: return Changed(bytes, at, (byte)(bytes[at] ^ (1 << _random.Next(8))));
            case 1: return Changed(bytes, at, (byte)_random.Next(256));
            case 2: return bytes[..at];
            case 3: return bytes[at..];
            case 4: return [.. bytes[..at], .. bytes[(at + length)..]];
            case 5: return [.. bytes[..(at + length)], .. bytes[at..]];
            case 6: return [.. bytes[..at], .. word, .. bytes[at..]];
            case 7: return [.. bytes[..at], .. word, .. bytes[Math.Min(bytes.Length, at + word.Length)..]];
            default:
                var other = _random.Next(bytes.Length);
                return [.. bytes[..at], .. bytes[other..]];
        }
    }

    private static byte[] Changed(byte[] bytes, int at, byte value)
    {
        var changed = (byte[])bytes.Clone();
        changed[at] = value;
        return changed;
    }
}
