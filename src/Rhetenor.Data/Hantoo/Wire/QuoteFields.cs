using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>Reads the head of a minute reply: the symbol's current quote.</summary>
internal static class QuoteFields
{
    /// <summary>Reads the current value. A value that is not an object, or a field that is not a number, leaves zeros.</summary>
    public static HantooQuote Read(ref Utf8JsonReader reader)
    {
        var quote = default(HantooQuote);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return quote;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(ref reader);
            reader.Read();
            if (field == 3 && reader.TokenType == JsonTokenType.String)
            {
                quote = quote with { Name = HantooJson.GetText(ref reader).Trim() };
                continue;
            }

            if (field < 0 || reader.TokenType != JsonTokenType.String || !AsciiNumber.TryRead(reader.ValueSpan, out decimal number))
            {
                reader.Skip();
                continue;
            }

            quote = field switch
            {
                0 => quote with { LastPrice = number },
                1 => quote with { Shares = number },
                2 => quote with { Value = number },
                _ => quote with { PreviousClose = number },
            };
        }

        return quote;
    }

    private static int FieldOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("stck_prpr"u8) ? 0
        : reader.ValueTextEquals("acml_vol"u8) ? 1
        : reader.ValueTextEquals("acml_tr_pbmn"u8) ? 2
        : reader.ValueTextEquals("hts_kor_isnm"u8) ? 3
        : reader.ValueTextEquals("stck_prdy_clpr"u8) ? 4 : -1;
}
