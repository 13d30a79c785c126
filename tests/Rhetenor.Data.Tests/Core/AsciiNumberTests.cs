using System.Globalization;
using System.Text;

namespace Rhetenor.Data.Tests.Core;

public sealed class AsciiNumberTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("007", 7L)]
    [InlineData("999999999999999999", 999_999_999_999_999_999L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("0000000000000000000000042", 42L)]
    [InlineData("9223372036854775808", null)]
    [InlineData("", null)]
    [InlineData("+1", null)]
    [InlineData("-1", null)]
    [InlineData(" 1", null)]
    [InlineData("1\0", null)]
    [InlineData("1e3", null)]
    [InlineData("1.0", null)]
    [InlineData("12345678901234567890\0", null)]
    public void A_whole_number_is_digits_and_nothing_else(string text, long? expected)
    {
        Assert.Equal(expected is not null, AsciiNumber.TryRead(Encoding.ASCII.GetBytes(text), out long value));
        Assert.Equal(expected ?? 0, value);
        Assert.Equal(expected <= int.MaxValue, AsciiNumber.TryRead(Encoding.ASCII.GetBytes(text), out int _));
    }

    [Theory]
    [InlineData("71800", "71800")]
    [InlineData("4.490", "4.490")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("12345678901234567890.1234567", "12345678901234567890.1234567")]
    [InlineData(".", null)]
    [InlineData("1.2.3", null)]
    [InlineData("1,000", null)]
    [InlineData("-1.5", null)]
    [InlineData("1.5\0", null)]
    [InlineData("12345678901234567890.12345678", null)]
    public void A_decimal_keeps_its_decimals(string text, string? expected)
    {
        Assert.Equal(expected is not null, AsciiNumber.TryRead(Encoding.ASCII.GetBytes(text), out decimal value));
        if (expected is not null)
            Assert.Equal(expected, value.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("71800", 718_000_000L)]
    [InlineData("0.5", 5_000L)]
    [InlineData("1.2345", 12_345L)]
    [InlineData("1.23450", 12_345L)]
    [InlineData("1.23451", null)]
    [InlineData("01", null)]
    [InlineData("1.", null)]
    [InlineData(".5", null)]
    [InlineData("1.x", null)]
    [InlineData("922337203685477", 9_223_372_036_854_770_000L)]
    [InlineData("922337203685477.5807", long.MaxValue)]
    [InlineData("922337203685477.5808", null)]
    [InlineData("922337203685478", null)]
    public void A_price_of_a_bar_is_as_JSON_has_it(string text, long? expected)
    {
        Assert.Equal(expected is not null, AsciiNumber.TryReadJson(Encoding.ASCII.GetBytes(text), 10_000, out var scaled));
        if (expected is not null)
            Assert.Equal(expected, scaled);
    }

    [Fact]
    public void Words_are_read_and_written_as_digits_are()
    {
        var text = new byte[AsciiNumber.Room];
        foreach (var number in (ulong[])[0, 9, 10, 999, 1_000, 9_999, 10_000, 12_345_678, 99_999_999, 100_000_000, long.MaxValue])
        {
            Array.Fill(text, (byte)',');
            ref var end = ref AsciiNumber.Write(ref text[0], number);
            var length = (int)System.Runtime.CompilerServices.Unsafe.ByteOffset(ref text[0], ref end);
            var written = Encoding.ASCII.GetString(text, 0, length);
            Assert.Equal(number.ToString(CultureInfo.InvariantCulture), written);
            Array.Fill(text, (byte)',', length, text.Length - length);
            if (length <= AsciiNumber.Stride)
            {
                Assert.Equal(number, AsciiNumber.ReadWord(BitConverter.ToUInt64(text), out var digits));
                Assert.Equal(length, digits);
            }
        }
    }
}
