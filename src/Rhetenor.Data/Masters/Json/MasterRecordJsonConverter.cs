using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rhetenor.Data.Masters;

/// <summary>Writes a <see cref="MasterRecord"/> as one flat JSON object: <c>short_code</c>, <c>standard_code</c>, <c>korean_name</c>,
/// <c>market</c>, then all other fields as text under the names of <see cref="MasterFile.FieldNames"/>.</summary>
/// <remarks>Naming policies do not apply because the names are data. The encoder of the options decides whether Korean text is escaped.
/// Records cannot be read back; <see cref="MasterFile.FromJson"/> reads whole cached masters.</remarks>
internal sealed class MasterRecordJsonConverter : JsonConverter<MasterRecord>
{
    /// <summary>Throws; a record cannot be read by itself.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override MasterRecord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A master record cannot be read from JSON by itself; MasterFile.FromJson reads a whole cached master.");

    /// <summary>Writes a record. A default value, which belongs to no file, is written as null.</summary>
    public override void Write(Utf8JsonWriter writer, MasterRecord value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value == default)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        var names = value.FieldNames;
        for (var i = 0; i < names.Count; i++)
        {
            if (i == MasterColumns.NameOrdinal + 1)
                writer.WriteString(HantooMstSpec.MarketProperty, value.Market.ToKey());
            writer.WriteString(names[i], value[i]);
        }

        if (names.Count <= MasterColumns.NameOrdinal + 1)
            writer.WriteString(HantooMstSpec.MarketProperty, value.Market.ToKey());
        writer.WriteEndObject();
    }
}
