using System.Buffers;
using System.Text;

namespace Rhetenor.Data.Masters;

/// <summary>Decodes code page 949 (UHC), the encoding of names in master files.</summary>
/// <remarks>
/// The framework's decoder accepts the invalid bytes 0x80 and 0xFF and is slow on short strings. Its mapping is read once into a table;
/// this type defines no characters itself.
/// </remarks>
internal static class Cp949
{
    private const char Invalid = '\0';
    private const int FirstLead = 0x81, FirstTrail = 0x41, Trails = 0xFE - FirstTrail + 1;

    private static readonly Lazy<char[]> Table = new(BuildTable);

    /// <summary>Gets the strict framework encoding, for writing.</summary>
    public static Encoding Encoding { get; } = CodePagesEncodingProvider.Instance.GetEncoding(
        949, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Decodes bytes. Invalid bytes become U+FFFD and set <paramref name="valid"/> to false.</summary>
    public static string GetString(ReadOnlySpan<byte> bytes, out bool valid)
    {
        valid = true;
        if (Ascii.IsValid(bytes))
            return Encoding.ASCII.GetString(bytes);
        Span<char> small = stackalloc char[64];
        var rented = bytes.Length > small.Length ? ArrayPool<char>.Shared.Rent(bytes.Length) : null;
        var chars = rented ?? small;
        var count = Decode(bytes, chars, out valid);
        var text = new string(chars[..count]);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    /// <summary>Decodes into at most as many characters as there are bytes; returns their number.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, Span<char> chars, out bool valid)
    {
        valid = true;
        var table = Table.Value;
        var count = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var lead = bytes[i];
            if (lead < 0x80)
            {
                chars[count++] = (char)lead;
                continue;
            }

            var c = Invalid;
            if (lead is >= FirstLead and < 0xFF && i + 1 < bytes.Length && bytes[i + 1] is >= FirstTrail and < 0xFF)
                c = table[((lead - FirstLead) * Trails) + bytes[i + 1] - FirstTrail];
            if (c == Invalid)
            {
                valid = false;
                c = '\uFFFD';
            }
            else
            {
                i++;
            }

            chars[count++] = c;
        }

        return count;
    }

    private static char[] BuildTable()
    {
        var table = new char[(0xFF - FirstLead) * Trails];
        var lenient = CodePagesEncodingProvider.Instance.GetEncoding(
            949, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback("\0"))!;
        Span<byte> pair = stackalloc byte[2];
        Span<char> decoded = stackalloc char[4];
        for (var i = 0; i < table.Length; i++)
        {
            pair[0] = (byte)(FirstLead + (i / Trails));
            pair[1] = (byte)(FirstTrail + (i % Trails));
            if (lenient.GetChars(pair, decoded) == 1)
                table[i] = decoded[0];
        }

        return table;
    }
}
