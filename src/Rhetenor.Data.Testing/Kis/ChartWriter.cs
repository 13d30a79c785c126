using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>Writes minute charts as KIS does: every value a string, fields in the real order.</summary>
internal sealed class ChartWriter
{
    private static readonly JsonEncodedText[] RowFields =
    [
        .. new[] { "stck_bsop_date", "stck_cntg_hour", "stck_prpr", "stck_oprc", "stck_hgpr", "stck_lwpr", "cntg_vol", "acml_tr_pbmn" }
            .Select(name => JsonEncodedText.Encode(name)),
    ];

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

    private static void Row(Utf8JsonWriter writer, in ChartRow row)
    {
        writer.WriteStartObject();
        Number(writer, RowFields[0], (row.Date.Year * 10_000) + (row.Date.Month * 100) + row.Date.Day, 8);
        Number(writer, RowFields[1], (row.Minute / 60 * 10_000) + (row.Minute % 60 * 100), 6);
        Number(writer, RowFields[2], row.Close);
        Number(writer, RowFields[3], row.Open);
        Number(writer, RowFields[4], row.High);
        Number(writer, RowFields[5], row.Low);
        Number(writer, RowFields[6], row.Volume);
        Number(writer, RowFields[7], row.AccValue);
        writer.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter writer, JsonEncodedText name, long value, byte digits = 0)
    {
        Span<byte> text = stackalloc byte[24];
        Utf8Formatter.TryFormat(value, text, out var length, digits == 0 ? default : new StandardFormat('D', digits));
        writer.WriteString(name, text[..length]);
    }
}
