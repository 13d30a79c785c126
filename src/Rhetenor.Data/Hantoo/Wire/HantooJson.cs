using System.Text.Json;

namespace Rhetenor.Data.Hantoo;

/// <summary>Reading of KIS's JSON: every value is a string, the order of properties is not fixed.</summary>
internal static class HantooJson
{
    /// <summary>A reader inside the outermost object.</summary>
    /// <exception cref="JsonException">The text is no object.</exception>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> json, int maxDepth)
    {
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("no object");
        return reader;
    }

    /// <summary>Runs over the end of the outermost object; anything behind it is an error.</summary>
    public static void Close(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
        }
    }

    /// <summary>Goes from a property's name to the last token of its value.</summary>
    public static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Goes from a property's name to its text; null when it is no string.</summary>
    public static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return GetText(ref reader);
        reader.Skip();
        return null;
    }

    /// <summary>A string's text. Bytes that are no UTF-8, which the framework reports in another way, are bad JSON too.</summary>
    public static string GetText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("no UTF-8");
        }
    }

    /// <summary>Whether the text is at fault. Half a surrogate pair in a name is an invalid operation to the reader.</summary>
    public static bool IsInvalid(Exception exception) => exception is JsonException or InvalidOperationException;

    public static HantooFailure Unexpected(string message) => new(HantooError.UnexpectedReply, message) { MayHaveActed = true };

    /// <summary>Where the text went wrong; what stands there is not quoted. A gateway in trouble answers in such a way: it may pass.</summary>
    public static HantooFailure Invalid(Exception exception, int length) => new(
        HantooError.Unavailable,
        exception is JsonException { LineNumber: { } line, BytePositionInLine: { } position }
            ? $"the reply of {length} bytes is no valid JSON from line {line + 1}, byte {position}"
            : $"the reply of {length} bytes is no valid JSON",
        isTransient: true)
    { MayHaveActed = true };
}
