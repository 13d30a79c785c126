using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>How JSON is written: compact, Korean as it is.</summary>
internal static class KisJson
{
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
