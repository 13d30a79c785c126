using System.Text.Json;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>The meaning of a position in a row.</summary>
internal enum KlineField
{
    Ignored,
    Open,
    High,
    Low,
    Close,
    Volume,
    AccVolume,
    AccValue,
}

/// <summary>Maps the names of fields. The Python original stored won, not shares, as <c>acc_krw_vol</c>.</summary>
internal static class KlineFields
{
    private static readonly string[] Required = ["open", "high", "low", "close", "volume"];

    /// <summary>Reads the array of field names.</summary>
    public static KlineField[] Read(ref Utf8JsonReader reader, int line)
    {
        var fields = new List<KlineField>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            var field = Of(ref reader);
            if (field != KlineField.Ignored && fields.Contains(field))
                throw new KlineFormatException(line, "fields", "each name once", $"{NameOf(field)} twice");
            fields.Add(field);
        }

        if (reader.TokenType != JsonTokenType.EndArray)
            throw new KlineFormatException(line, "fields", "an array of names", $"a {reader.TokenType} in it");
        for (var i = 0; i < Required.Length; i++)
        {
            if (!fields.Contains(KlineField.Open + i))
                throw new KlineFormatException(line, "fields", Required[i], "no such name");
        }

        return [.. fields];
    }

    public static string NameOf(KlineField field) => field switch
    {
        KlineField.AccVolume => "acc_vol",
        KlineField.AccValue => "acc_value",
        KlineField.Ignored => "",
        _ => Required[field - KlineField.Open],
    };

    private static KlineField Of(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("acc_vol"u8))
            return KlineField.AccVolume;
        if (reader.ValueTextEquals("acc_value"u8) || reader.ValueTextEquals("acc_krw_vol"u8))
            return KlineField.AccValue;
        for (var i = 0; i < Required.Length; i++)
        {
            if (reader.ValueTextEquals(Required[i]))
                return KlineField.Open + i;
        }

        return KlineField.Ignored;
    }
}
