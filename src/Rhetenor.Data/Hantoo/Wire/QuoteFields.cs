using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>The head of a minute reply: the symbol's current quote. It only shows whether KIS knows the symbol and whether it
/// trades.</summary>
internal struct QuoteFields
{
    public decimal LastPrice { get; private set; }

    public long DayVolume { get; private set; }

    /// <summary>Reads the current value. A value that is not an object, or a field that is not a number, leaves zeros.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isPrice = reader.ValueTextEquals("stck_prpr"u8);
            var isVolume = reader.ValueTextEquals("acml_vol"u8);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && isPrice && AsciiNumber.TryRead(reader.ValueSpan, out decimal price))
                LastPrice = price;
            else if (reader.TokenType == JsonTokenType.String && isVolume && AsciiNumber.TryRead(reader.ValueSpan, out long volume))
                DayVolume = volume;
            else
                reader.Skip();
        }
    }
}
