using System.Text;

namespace Rhetenor.Data.Tests;

/// <summary>The simplest possible reading of a master file, for tests of what makes one.</summary>
internal sealed class MstText(HantooMstSpec spec, byte[] record)
{
    public static Encoding Korean { get; } =
        CodePagesEncodingProvider.Instance.GetEncoding(949, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public string this[string field]
    {
        get
        {
            var ordinal = spec.IndexOf(field);
            return Korean.GetString(record, spec.OffsetOf(ordinal), spec.Fields[ordinal].Width);
        }
    }

    public string Code => this["short_code"].TrimEnd();

    public byte[] Bytes => record;

    public static MstText[] Read(HantooMstSpec spec, byte[] file)
    {
        Assert.Equal(0, file.Length % (spec.RecordWidth + 1));
        return [.. file.Chunk(spec.RecordWidth + 1).Select(line =>
        {
            Assert.Equal((byte)'\n', line[^1]);
            return new MstText(spec, line[..^1]);
        })];
    }

    public static bool IsValidIsin(string isin)
    {
        var digits = string.Concat(isin.Select(c => char.IsAsciiDigit(c) ? $"{c}" : $"{c - 'A' + 10}"));
        var sum = digits.Reverse().Select((c, i) => (c - '0') * (1 + (i % 2))).Sum(value => (value / 10) + (value % 10));
        return isin.Length == 12 && sum % 10 == 0;
    }
}
