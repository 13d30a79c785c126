using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>Writes minute charts like KIS: every value is a string, and fields have the real order.</summary>
internal sealed class ChartWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(32 * 1024);

    public byte[] Write(in ChartQuote quote, List<ChartRow> rows)
    {
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer, KisJson.Options))
        {
            writer.WriteStartObject();
            Head(writer, quote);
            writer.WriteStartArray("output2");
            foreach (var row in rows)
                Row(writer, row);
            writer.WriteEndArray();
            writer.WriteString("rt_cd", "0");
            writer.WriteString("msg_cd", "MCA00000");
            writer.WriteString("msg1", "정상처리 되었습니다.");
            writer.WriteEndObject();
        }

        return _buffer.WrittenSpan.ToArray();
    }

    private static void Head(Utf8JsonWriter writer, in ChartQuote quote)
    {
        writer.WriteStartObject("output1");
        writer.WriteString("prdy_vrss", Fields.Text($"{quote.Change}"));
        writer.WriteString("prdy_vrss_sign", Fields.Text($"{quote.Sign}"));
        writer.WriteString("prdy_ctrt", Fields.Decimal(quote.Rate, 0));
        writer.WriteString("stck_prdy_clpr", Fields.Text($"{quote.PreviousClose}"));
        writer.WriteString("acml_vol", Fields.Text($"{quote.Volume}"));
        writer.WriteString("acml_tr_pbmn", Fields.Text($"{quote.Value}"));
        writer.WriteString("hts_kor_isnm", quote.Name);
        writer.WriteString("stck_prpr", Fields.Text($"{quote.Last}"));
        writer.WriteEndObject();
    }

    // Rows are most of the bytes of a catch-up, so they are formatted by hand.
    private static void Row(Utf8JsonWriter writer, in ChartRow row)
    {
        Span<byte> text = stackalloc byte[512];
        var length = 0;
        Put(text, ref length, "{\"stck_bsop_date\":\""u8, (row.Date.Year * 10_000) + (row.Date.Month * 100) + row.Date.Day, 8);
        Put(text, ref length, "\",\"stck_cntg_hour\":\""u8, (row.Minute / 60 * 10_000) + (row.Minute % 60 * 100), 6);
        Put(text, ref length, "\",\"stck_prpr\":\""u8, row.Close);
        Put(text, ref length, "\",\"stck_oprc\":\""u8, row.Open);
        Put(text, ref length, "\",\"stck_hgpr\":\""u8, row.High);
        Put(text, ref length, "\",\"stck_lwpr\":\""u8, row.Low);
        Put(text, ref length, "\",\"cntg_vol\":\""u8, row.Volume);
        Put(text, ref length, "\",\"acml_tr_pbmn\":\""u8, row.AccValue);
        "\"}"u8.CopyTo(text[length..]);
        writer.WriteRawValue(text[..(length + 2)], skipInputValidation: true);
    }

    private static void Put(Span<byte> text, ref int length, ReadOnlySpan<byte> name, long value, byte digits = 0)
    {
        name.CopyTo(text[length..]);
        length += name.Length;
        Utf8Formatter.TryFormat(value, text[length..], out var written, digits == 0 ? default : new StandardFormat('D', digits));
        length += written;
    }
}
