using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Reads coverage objects of the older form: one line of plain JSON. They are not written any more.</summary>
internal static class PlainCoverage
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };
    private static readonly byte[] HashMark = ",\"sha256\":\""u8.ToArray();

    /// <summary>Reads an object. Unknown properties are ignored.</summary>
    /// <exception cref="KlineFormatException">The content is not a coverage object.</exception>
    public static CoverageRecord Read(ReadOnlySpan<byte> json)
    {
        try
        {
            if (json.StartsWith("\uFEFF"u8))
                json = json["\uFEFF"u8.Length..];
            using var document = JsonDocument.Parse(json.ToArray(), Strict);
            var root = document.RootElement;
            Verify(json, root);
            var name = new KlineCoverageKey(
                "", Stamp.ReadDate(root.Text("date")), Venue.Parse(root.Text("exchange")), Stamp.ReadSecond(root.Text("retrieval")), IsPlain: true);
            var symbols = new KlineCoverage(name.Date, name.Venue, name.Retrieval, root.GetProperty("symbols"u8).EnumerateObject()
                .Select(property => KeyValuePair.Create(property.Name, CoverageEntryJson.Read(property.Value))));
            var objects = root.Find("objects", JsonValueKind.Array)?.EnumerateArray()
                .Select(item => item.GetString() ?? "").Distinct(StringComparer.Ordinal).Select(item => new ObjectMark(item, null));
            return CoverageRecord.Of(name, symbols.Symbols, [], objects);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new KlineFormatException(0, "coverage", "date, exchange, retrieval and symbols", exception.Message, exception);
        }
    }

    // A flipped bit must not change the coverage. Objects without a hash are older or handmade. A property as long as a hash is one whose
    // name is damaged.
    private static void Verify(ReadOnlySpan<byte> json, JsonElement root)
    {
        var at = json.LastIndexOf(HashMark);
        var isWhole = at >= 0
            ? json[(at + HashMark.Length)..].SequenceEqual(HashAndEnd(json[..at]))
            : !root.EnumerateObject().Any(property => property.Value.ValueKind == JsonValueKind.String && property.Value.GetString()!.Length == 2 * SHA256.HashSizeInBytes);
        if (!isWhole)
            throw new FormatException("the object is damaged: its SHA-256 differs.");
    }

    private static byte[] HashAndEnd(ReadOnlySpan<byte> content) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(content)) + "\"}\n");
}
