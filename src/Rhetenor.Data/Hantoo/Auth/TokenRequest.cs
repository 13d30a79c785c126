using System.Text.Json;

namespace Rhetenor.Data.Hantoo;

/// <summary>Creates the request for a token. Its body contains the key and the secret.</summary>
internal static class TokenRequest
{
    public static HantooCall Create(HantooCredentials credentials)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("grant_type", "client_credentials");
            credentials.Use((key, hidden) =>
            {
                writer.WriteString("appkey", key);
                writer.WriteString("appsecret", hidden);
            });
            writer.WriteEndObject();
        }

        return new HantooCall(HttpMethod.Post, "tokenP", "/oauth2/tokenP", body.ToArray());
    }
}
