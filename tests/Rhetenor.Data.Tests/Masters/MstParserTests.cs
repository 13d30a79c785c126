using System.Text;

namespace Rhetenor.Data.Tests.Masters;

public sealed class MstParserTests
{
    private static HantooMstSpec Spec => HantooMstSpec.Kospi;

    [Fact]
    public void Every_field_is_read_at_its_own_bytes()
    {
        var line = Encoding.ASCII.GetBytes(new string(' ', Spec.RecordWidth) + "\n");
        for (var i = 0; i < Spec.Fields.Count; i++)
            Samples.Put(line, Spec, Spec.Fields[i].Name, Encoding.ASCII.GetBytes($"{i:000000000000}"[^Spec.Fields[i].Width.Clamp(1, 12)..]));
        Samples.Put(line, Spec, "standard_code", "KR7005930003"u8);
        Samples.Put(line, Spec, "security_group", "EF"u8);
        foreach (var flag in Spec.Fields.Where(field => field.Kind == MstFieldKind.Flag))
            Samples.Put(line, Spec, flag.Name, "Y"u8);

        var file = MstParser.Parse(line, Spec);
        var record = Assert.Single(file);
        for (var i = 3; i < Spec.Fields.Count; i++)
        {
            var field = Spec.Fields[i];
            if (field.Kind == MstFieldKind.Flag)
                Assert.True(record.GetFlag(field.Name));
            else if (field.Name != "security_group")
                Assert.Equal($"{i:000000000000}"[^field.Width.Clamp(1, 12)..], record[field.Name]);
        }

        Assert.Equal(line, Samples.Encode(file));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void G12_line_ends_and_a_missing_last_one_give_the_same_rows(string lineEnd)
    {
        var mst = Samples.Mst();
        var width = Spec.RecordWidth + 1;
        var other = Enumerable.Range(0, mst.Length / width)
            .SelectMany(i => mst.AsSpan(i * width, width - 1).ToArray().Concat(Encoding.ASCII.GetBytes(lineEnd))).ToArray();
        foreach (var bytes in (byte[][])[other, other[..^lineEnd.Length]])
        {
            var file = MstParser.Parse(bytes, Spec);
            Assert.Equal(mst, Samples.Encode(file));
        }
    }

    [Fact]
    public void G10_a_record_of_another_width_refuses_the_file_and_names_its_line()
    {
        var mst = Samples.Mst(records: 5).ToList();
        mst.RemoveAt((3 * (Spec.RecordWidth + 1)) + 200);
        var exception = Assert.Throws<MstFormatException>(() => MstParser.Parse([.. mst], Spec));
        Assert.Equal((Market.Kospi, 4, "record width", "288 bytes", "287"),
            (exception.Market, exception.Line, exception.Field, exception.Expected, exception.Found));
    }

    [Fact]
    public void G11_a_spec_that_is_one_byte_off_is_refused_although_the_width_fits()
    {
        // Twice the same total: one column gains the byte that another loses, as when two columns trade places.
        var tail = Spec.TailFields.ToList();
        var shifted = new HantooMstSpec(Market.Kospi,
            [new("new_code", "new", "신설", 1, MstFieldKind.Code), .. tail.Select(field => field.Name == "sector_large" ? field with { Width = 3 } : field)]);
        Assert.Equal(Spec.RecordWidth, shifted.RecordWidth);
        var exception = Assert.Throws<MstFormatException>(() => MstParser.Parse(Samples.Mst(records: 200), shifted));
        Assert.Equal("security_group", exception.Field);

        var late = new HantooMstSpec(Market.Kospi, [.. tail.Select(field => field.Name switch
        {
            "sector_small" => field with { Width = 5 },
            "base_price" => field with { Width = 8 },
            _ => field,
        })]);
        exception = Assert.Throws<MstFormatException>(() => MstParser.Parse(Samples.Mst(records: 200), late));
        Assert.Contains("Y, N or blank", exception.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void G11_a_wrong_check_digit_refuses_the_file()
    {
        var mst = Samples.Mst(records: 10);
        var start = 6 * (Spec.RecordWidth + 1);
        mst[start + 20] = (byte)(mst[start + 20] == '9' ? '0' : mst[start + 20] + 1);
        var exception = Assert.Throws<MstFormatException>(() => MstParser.Parse(mst, Spec));
        Assert.Equal((7, "standard_code"), (exception.Line, exception.Field));
    }

    [Fact]
    public void One_byte_inserted_or_removed_anywhere_refuses_the_file()
    {
        var mst = Samples.Mst(records: 4);
        for (var at = 0; at < mst.Length; at++)
        {
            Assert.Throws<MstFormatException>(() => MstParser.Parse([.. mst[..at], (byte)' ', .. mst[at..]], Spec));
            Assert.Throws<MstFormatException>(() => MstParser.Parse([.. mst[..at], (byte)'\n', .. mst[at..]], Spec));

            // Without the very last line end the rows are the same, which is allowed.
            if (at < mst.Length - 1)
                Assert.Throws<MstFormatException>(() => MstParser.Parse([.. mst[..at], .. mst[(at + 1)..]], Spec));
        }
    }

    [Fact]
    public void G13_a_name_that_is_no_cp949_is_kept_and_flagged()
    {
        var mst = Samples.Mst(records: 3);
        Samples.Put(mst, Spec, "korean_name", [0xB0, 0xA1, 0x80, 0x20, 0xFF, (byte)'A', 0xC9]);
        var file = MstParser.Parse(mst, Spec);
        Assert.Equal("가\uFFFD \uFFFDA\uFFFD", file[0].KoreanName);
        var warning = Assert.Single(file.Warnings);
        Assert.Equal((file[0].ShortCode, "korean_name"), (warning.ShortCode, warning.Field));
        Assert.Equal(mst, Samples.Encode(file));
    }

    [Fact]
    public void G14_line_separators_of_other_alphabets_inside_a_name_end_no_record()
    {
        var mst = Samples.Mst(records: 3);
        Samples.Put(mst, Spec, "korean_name", "A\u000bB\u000cC\u001cD\u001eE\rF"u8);
        var file = MstParser.Parse(mst, Spec);
        Assert.Equal(3, file.Count);
        Assert.Equal("A\u000bB\u000cC\u001cD\u001eE\rF", file[0].KoreanName);
        Assert.Contains("control characters", Assert.Single(file.Warnings).Message, StringComparison.Ordinal);
        Assert.Equal(file[0].KoreanName, MasterFile.FromJson(file.ToJson(), Spec)[0].KoreanName);
    }

    [Fact]
    public void G15_a_short_code_twice_refuses_the_file()
    {
        var mst = Samples.Mst(records: 5);
        mst.AsSpan(0, 9).CopyTo(mst.AsSpan(3 * (Spec.RecordWidth + 1)));
        var exception = Assert.Throws<MstFormatException>(() => MstParser.Parse(mst, Spec));
        Assert.Equal((4, "short_code"), (exception.Line, exception.Field));
        Assert.Contains("line 1", exception.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void G15_a_blank_short_code_refuses_the_file()
    {
        var mst = Samples.Mst(records: 5);
        Samples.Put(mst, Spec, "short_code", []);
        Assert.Equal("short_code", Assert.Throws<MstFormatException>(() => MstParser.Parse(mst, Spec)).Field);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void G16_a_file_without_records_is_refused(string text) =>
        Assert.Throws<MstFormatException>(() => MstParser.Parse(Encoding.ASCII.GetBytes(text), Spec));

    [Fact]
    public void G18_an_unknown_group_is_kept_and_flagged()
    {
        var mst = Samples.Mst(records: 40);
        Samples.Put(mst, Spec, "security_group", "ZZ"u8);
        var file = MstParser.Parse(mst, Spec);
        Assert.Equal("ZZ", file[0].SecurityGroup);
        Assert.Contains(file.Warnings, warning => warning.Field == "security_group" && warning.ShortCode == file[0].ShortCode);
    }

    [Fact]
    public void G19_a_long_line_is_refused_without_being_quoted()
    {
        var exception = Assert.Throws<MstFormatException>(() => MstParser.Parse(new byte[10_000_000], Spec));
        Assert.Equal((1, "record width", "10000000"), (exception.Line, exception.Field, exception.Found));
        Assert.True(exception.Message.Length < 200);
    }

    [Fact]
    public void G20_letters_in_short_codes_are_kept()
    {
        var codes = Samples.File(records: 400).Select(record => record.ShortCode).ToList();
        Assert.Contains(codes, code => code.Length == 6 && code.Any(char.IsAsciiLetterUpper));
        Assert.Contains(codes, code => code.Length == 9);
        Assert.Contains(codes, code => code.StartsWith('0'));
        Assert.All(codes, code => Assert.Equal(code, Samples.File(records: 400)[code].ShortCode));
    }

    [Fact]
    public void A_whole_file_shifted_by_one_is_refused_in_both_directions()
    {
        // What a parser with 228 instead of 227 sees: every line one byte to the left of where it should be.
        var mst = Samples.Mst(records: 20);
        var width = Spec.RecordWidth + 1;
        foreach (var shift in (int[])[-1, 1])
        {
            var moved = (byte[])mst.Clone();
            for (var i = 0; i < 20; i++)
            {
                var tail = mst.AsSpan((i * width) + 61, Spec.TailWidth);
                if (shift < 0)
                    tail[1..].CopyTo(moved.AsSpan((i * width) + 61));
                else
                    tail[..^1].CopyTo(moved.AsSpan((i * width) + 62));
            }

            Assert.Throws<MstFormatException>(() => MstParser.Parse(moved, Spec));
        }
    }
}

file static class Numbers
{
    public static int Clamp(this int value, int low, int high) => Math.Clamp(value, low, high);
}
