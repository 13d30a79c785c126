namespace Rhetenor.Data.Hantoo;

/// <summary>Removes secrets from texts that a server sent.</summary>
internal static class Secret
{
    private const int Telling = 8;

    /// <summary>Returns a text in which "***" takes the place of a secret, and of a part of it that begins with its first characters: messages
    /// are shortened.</summary>
    public static string RemoveFrom(string text, string secret)
    {
        var start = secret.Length > Telling ? secret[..Telling] : secret;
        for (var from = 0; text.IndexOf(start, from, StringComparison.Ordinal) is var at and >= 0; from = at + 3)
        {
            var length = text.AsSpan(at).CommonPrefixLength(secret);
            text = $"{text.AsSpan(0, at)}***{text.AsSpan(at + length)}";
        }

        return text;
    }
}
