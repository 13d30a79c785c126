using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rhetenor.Data.Datasets;

/// <summary>Reads and writes manifests: one JSON object with names in snake_case. Its last property is the SHA-256 of the text before.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(KlineDatasetManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    private const int HashLength = 2 * SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Start => ",\"sha256\":\""u8;

    private static ReadOnlySpan<byte> End => "\"}"u8;

    public static byte[] Write(KlineDatasetManifest manifest)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(manifest, Default.KlineDatasetManifest).AsSpan()[..^1];
        return [.. text, .. Start, .. HashOf(text), .. End];
    }

    /// <exception cref="ObjectStoreException">The text is not a manifest of this name, or is not what was written.</exception>
    public static KlineDatasetManifest Read(string key, ReadOnlySpan<byte> text, int number)
    {
        if (IsDamaged(text))
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key, "its SHA-256 is not that of its text.");
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

    // Manifests of earlier versions have no hash.
    private static bool IsDamaged(ReadOnlySpan<byte> text)
    {
        if (text.Length < Start.Length + HashLength + End.Length || !text.EndsWith(End))
            return false;
        var before = text[..^(Start.Length + HashLength + End.Length)];
        var hash = text[^(HashLength + End.Length)..^End.Length];
        return text[before.Length..].StartsWith(Start) && !HashOf(before).AsSpan().SequenceEqual(hash);
    }

    private static byte[] HashOf(ReadOnlySpan<byte> text) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(text)));
}
