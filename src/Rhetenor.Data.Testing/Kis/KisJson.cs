using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>The JSON options: compact, with Korean text unescaped.</summary>
internal static class KisJson
{
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
