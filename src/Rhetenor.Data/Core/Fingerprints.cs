using System.Security.Cryptography;
using System.Text;

namespace Rhetenor.Data.Core;

/// <summary>Short names for secrets, to tell them apart without showing them.</summary>
internal static class Fingerprints
{
    /// <summary>The first half of a SHA-256, as 32 lower-case hexadecimal digits.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
