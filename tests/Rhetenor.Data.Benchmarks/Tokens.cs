using System.Text.Json;

namespace Rhetenor.Data.Benchmarks;

/// <summary>What the framework's reader takes to pass over a text: the limit of readers of JSON.</summary>
internal static class Tokens
{
    public static int Count(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        var tokens = 0;
        while (reader.Read())
            tokens++;
        return tokens;
    }
}
