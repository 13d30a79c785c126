using System.Security.Cryptography;
using System.Text;

namespace Rhetenor.Data.Datasets;

/// <summary>Identifies the objects of a session. Objects never change, so equal names mean equal bars.</summary>
internal static class SourceMark
{
    private const int Digits = 16;

    public static string Of(ArchivedSession session)
    {
        var text = string.Join('\n', session.Objects.Select(stored => $"{stored.Key} {stored.Size}").Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
    }
}
