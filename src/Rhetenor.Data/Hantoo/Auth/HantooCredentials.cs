using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rhetenor.Data.Hantoo;

namespace Rhetenor.Data;

/// <summary>A KIS app key and app secret. Neither can be read back through properties, texts or serializers.</summary>
[DebuggerDisplay("KIS credentials")]
public sealed class HantooCredentials
{
    private const int MaxLength = 1024;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _key;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _hidden;

    /// <summary>Creates credentials from the pair issued by KIS Developers. A key has 36 characters, a secret 180.</summary>
    /// <param name="appKey">The app key.</param>
    /// <param name="appSecret">The app secret.</param>
    /// <exception cref="ArgumentException">A value is empty, too long, or contains white space or non-ASCII characters. The message
    /// does not show it.</exception>
    public HantooCredentials(string appKey, string appSecret)
    {
        _key = Check(appKey, nameof(appKey));
        _hidden = Check(appSecret, nameof(appSecret));
    }

    /// <summary>Reads the credentials from <c>KIS_APP_KEY</c> and <c>KIS_APP_SECRET</c>.</summary>
    /// <param name="read">Returns the value of a name; null for the process's environment variables.</param>
    /// <exception cref="ArgumentException">A value is not set or not valid. The message names the variable and does not show its
    /// value.</exception>
    public static HantooCredentials FromEnvironment(Func<string, string?>? read = null)
    {
        read ??= Environment.GetEnvironmentVariable;
        return new HantooCredentials(Read(read, "KIS_APP_KEY"), Read(read, "KIS_APP_SECRET"));
    }

    /// <summary>Reads the credentials of several app keys from <c>KIS_APP_KEY</c> and <c>KIS_APP_SECRET</c>, <c>KIS_APP_KEY_2</c> and <c>KIS_APP_SECRET_2</c>,
    /// and so on, up to the first number without a key.</summary>
    /// <param name="read">Returns the value of a name; null for the process's environment variables.</param>
    /// <exception cref="ArgumentException">The first key or a secret is not set, or a value is not valid. The message names the variable and does not show its
    /// value.</exception>
    public static IReadOnlyList<HantooCredentials> ListFromEnvironment(Func<string, string?>? read = null)
    {
        read ??= Environment.GetEnvironmentVariable;
        var keys = new List<HantooCredentials> { FromEnvironment(read) };
        for (var number = 2; read(Numbered("KIS_APP_KEY", number)) is { Length: > 0 }; number++)
            keys.Add(new HantooCredentials(Read(read, Numbered("KIS_APP_KEY", number)), Read(read, Numbered("KIS_APP_SECRET", number))));
        return keys;
    }

    /// <summary>Returns a constant text without the key and the secret.</summary>
    public override string ToString() => "KIS credentials";

    /// <summary>Passes the key and the secret to code that writes a request.</summary>
    internal void Use(Action<string, string> write) => write(_key, _hidden);

    /// <summary>Returns a name for the key that does not reveal it.</summary>
    internal string Fingerprint(string salt) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{_key}")).AsSpan(0, 16));

    /// <summary>Returns a text with the key and the secret removed.</summary>
    internal string RemoveFrom(string text) => Secret.RemoveFrom(Secret.RemoveFrom(text, _hidden), _key);

    private static string Numbered(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");

    private static string Read(Func<string, string?> read, string name) =>
        read(name) is { Length: > 0 } value ? Check(value, name) : throw new ArgumentException($"{name} is not set.", nameof(read));

    private static string Check(string value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        if (value.Length is 0 or > MaxLength)
            throw new ArgumentException($"{name} has {value.Length} characters; 1 to {MaxLength} are possible.", name);
        if (value.Any(character => character is <= ' ' or > '~'))
            throw new ArgumentException($"{name} contains white space or characters that are not valid in a key. Was it read from a file with a line end?", name);
        return value;
    }
}
