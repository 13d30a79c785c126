using System.Text.Json;

namespace Rhetenor.Data.Format;

/// <summary>Writes and reads the objects that coverage rests on.</summary>
internal static class ObjectMarkJson
{
    /// <summary>Writes the property <c>objects</c>.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<ObjectMark> objects)
    {
        writer.WriteStartArray("objects"u8);
        foreach (var mark in objects)
            Write(writer, mark);
        writer.WriteEndArray();
    }

    /// <summary>Writes an array of texts.</summary>
    public static void Write(Utf8JsonWriter writer, string property, IEnumerable<string> texts)
    {
        writer.WriteStartArray(property);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    /// <summary>Reads the property <c>objects</c>; null when it is absent.</summary>
    public static List<ObjectMark>? Read(JsonElement record) => record.Find("objects", JsonValueKind.Array)?.EnumerateArray().Select(Mark).ToList();

    /// <summary>Reads an array of names.</summary>
    /// <exception cref="FormatException">A name is null.</exception>
    public static List<string> Names(JsonElement names) =>
        [.. names.EnumerateArray().Select(name => name.GetString() ?? throw new FormatException("a name is null."))];

    private static void Write(Utf8JsonWriter writer, ObjectMark mark)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, mark.Name);
        if (mark.Content is { } content)
        {
            writer.WriteNumber("length"u8, content.Length);
            writer.WriteString("sha256"u8, content.Sha256);
        }

        if (mark.Contains is { } contains)
            Write(writer, "contains", contains);
        writer.WriteEndObject();
    }

    private static ObjectMark Mark(JsonElement mark)
    {
        var hash = mark.TryGetProperty("sha256"u8, out _) ? mark.Text("sha256") : null;
        ContentMark? content = hash is null ? null : new ContentMark(mark.GetProperty("length"u8).GetInt64(), hash);
        return new(mark.Text("name"), content, mark.Find("contains", JsonValueKind.Array) is { } names ? Names(names) : null);
    }
}
