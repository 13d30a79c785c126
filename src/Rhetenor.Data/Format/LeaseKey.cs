using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Format;

/// <summary>The keys of leases: <c>{prefix}/leases/{yyyyMMdd}_{exchange}_{list}/{term}.json</c>. The list is the first 16 hexadecimal digits of the SHA-256
/// of its short codes in ordinal order, joined by line feeds; terms have six digits and begin with 1.</summary>
internal static class LeaseKey
{
    public const int LastTerm = 999_999;

    private const int ListDigits = 16;

    /// <summary>Gets what the keys of all leases start with.</summary>
    public static string FolderOf(string prefix) => $"{prefix}{(prefix.Length > 0 ? "/" : "")}leases/";

    /// <summary>Gets what the keys of the leases of a session and a list start with.</summary>
    /// <param name="prefix">The prefix of the kline objects.</param>
    /// <param name="date">The Korean date of the session.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="symbols">The short codes, in ordinal order.</param>
    public static string FolderOf(string prefix, DateOnly date, Venue venue, IEnumerable<string> symbols) =>
        $"{FolderOf(prefix)}{date.ToDigits()}_{venue.ToCode()}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', symbols))))[..ListDigits]}/";

    /// <summary>Gets the key of a term.</summary>
    public static string Of(string folder, int term) => string.Create(CultureInfo.InvariantCulture, $"{folder}{term:000000}.json");
}
