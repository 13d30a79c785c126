using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rhetenor.Data.Hantoo;

/// <summary>Reads KIS's JSON. Every value is a string, and the order of properties is not fixed.</summary>
internal static class HantooJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Opens a reader inside the outermost object.</summary>
    /// <exception cref="JsonException">The text is not an object.</exception>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> json, int maxDepth)
    {
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("no object");
        return reader;
    }

    /// <summary>Reads the end of the outermost object. Anything after it is an error.</summary>
    public static void Close(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
        }
    }

    /// <summary>Moves from a property's name to the last token of its value.</summary>
    public static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Moves from a property's name to its value and returns its text; null when the value is not a string.</summary>
    public static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return GetText(ref reader);
        reader.Skip();
        return null;
    }

    /// <summary>Moves from a property's name into its array; returns false, after the value, when it is not an array.</summary>
    public static bool TryEnterArray(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
            return true;
        reader.Skip();
        return false;
    }

    /// <summary>Returns a string's text. The framework reports invalid UTF-8 in another way; here it is invalid JSON too.</summary>
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

    /// <summary>Returns a value in one line, with the same texts and no white space between them.</summary>
    public static string Compact(JsonElement value)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Plain))
            value.WriteTo(writer);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>Determines whether an exception was caused by the text. The reader reports half a surrogate pair in a name as an
    /// invalid operation.</summary>
    public static bool IsInvalid(Exception exception) => exception is JsonException or InvalidOperationException;

    public static HantooFailure Unexpected(string message) => new(HantooError.UnexpectedReply, message) { MayHaveActed = true };

    /// <summary>Creates a failure that names the position of the error without quoting the text. Gateways answer like this during
    /// problems, so the failure is transient.</summary>
    public static HantooFailure Invalid(Exception exception, int length) => new(
        HantooError.Unavailable,
        exception is JsonException { LineNumber: { } line, BytePositionInLine: { } position }
            ? $"the reply of {length} bytes is not valid JSON from line {line + 1}, byte {position}"
            : $"the reply of {length} bytes is not valid JSON",
        isTransient: true)
    { MayHaveActed = true };
}
