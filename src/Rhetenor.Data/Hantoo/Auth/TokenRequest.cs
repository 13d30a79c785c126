using System.Text.Json;

namespace Rhetenor.Data.Hantoo;

/// <summary>Creates the request for a token. Its body contains the key and the secret.</summary>
internal static class TokenRequest
{
    public static HantooCall Create(HantooCredentials credentials) => Create(credentials, "tokenP", "appsecret");

    /// <summary>Creates a request to the authorisation service.</summary>
    /// <param name="credentials">The key and the secret.</param>
    /// <param name="name">The last part of the path.</param>
    /// <param name="secretName">The name of the secret in the body, which differs by service.</param>
    public static HantooCall Create(HantooCredentials credentials, string name, string secretName)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("grant_type", "client_credentials");
            credentials.Use((key, hidden) =>
            {
                writer.WriteString("appkey", key);
                writer.WriteString(secretName, hidden);
            });
            writer.WriteEndObject();
        }

        return new HantooCall(HttpMethod.Post, name, "/oauth2/" + name, body.ToArray());
    }
}
