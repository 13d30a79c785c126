using System.Globalization;
using System.Security.Cryptography;

namespace Rhetenor.Data.Format;

/// <summary>The length and hash of an object's stored bytes.</summary>
/// <param name="Length">The length in bytes.</param>
/// <param name="Sha256">The SHA-256, in lower-case hexadecimal digits.</param>
internal readonly record struct ContentMark(long Length, string Sha256)
{
    public static ContentMark Of(ReadOnlySpan<byte> body) => new(body.Length, Convert.ToHexStringLower(SHA256.HashData(body)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Length} bytes with the SHA-256 {Sha256}");
}

/// <summary>An object of bars that coverage rests on.</summary>
/// <param name="Name">The name, without prefix.</param>
/// <param name="Content">The length and hash of its bytes; null when unknown, as in older coverage.</param>
/// <param name="Contains">For a compacted object, the names of the objects whose bars it contains; otherwise null.</param>
internal sealed record ObjectMark(string Name, ContentMark? Content, IReadOnlyList<string>? Contains = null);
