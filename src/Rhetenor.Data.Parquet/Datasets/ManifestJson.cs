using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rhetenor.Data.Datasets;

/// <summary>Reads and writes manifests: one JSON object with names in snake_case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(KlineDatasetManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    public static byte[] Write(KlineDatasetManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, Default.KlineDatasetManifest);

    /// <exception cref="ObjectStoreException">The text is not a manifest of this name.</exception>
    public static KlineDatasetManifest Read(string key, ReadOnlySpan<byte> text, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Default.KlineDatasetManifest) is { } manifest && manifest.Number == number
                ? manifest
                : throw new ObjectStoreException(ObjectStoreError.Corrupt, key, $"it is not the manifest of publication {number}.");
        }
        catch (JsonException exception)
        {
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key, "it is not a manifest.", exception);
        }
    }
}
