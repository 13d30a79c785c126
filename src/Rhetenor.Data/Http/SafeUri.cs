using System.Net;

namespace Rhetenor.Data.Http;

/// <summary>Checks the addresses that requests are sent to.</summary>
internal static class SafeUri
{
    /// <summary>Accepts https addresses except link-local ones, and http on loopback if allowed.</summary>
    /// <exception cref="ArgumentException">The address is not allowed; the message says which addresses are.</exception>
    public static Uri Check(Uri uri, bool allowLoopbackHttp, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(uri, parameterName);
        if (!uri.IsAbsoluteUri)
            throw new ArgumentException($"'{uri}' is not an absolute address. It must be one, such as https://host/.", parameterName);
        if (uri.UserInfo.Length > 0)
            throw new ArgumentException($"The address on '{uri.Host}' carries a user or password. It must be without.", parameterName);
        if (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && allowLoopbackHttp)
            return uri;
        if (uri.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException($"'{uri.Scheme}' on '{uri.Host}' is not allowed: it must be https, or http on a loopback address with AllowLoopbackHttp.", parameterName);
        if (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IsLinkLocal(address))
            throw new ArgumentException($"'{uri.Host}' is a link-local address. It must be another one.", parameterName);
        return uri;
    }

    /// <summary>Accepts wss addresses except link-local ones, and ws on loopback if allowed.</summary>
    /// <exception cref="ArgumentException">The address is not allowed; the message says which addresses are.</exception>
    public static Uri CheckSocket(Uri uri, bool allowLoopback, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(uri, parameterName);
        if (!uri.IsAbsoluteUri)
            throw new ArgumentException($"'{uri}' is not an absolute address. It must be one, such as wss://host/.", parameterName);
        if (uri.UserInfo.Length > 0)
            throw new ArgumentException($"The address on '{uri.Host}' carries a user or password. It must be without.", parameterName);
        if (uri.Scheme != Uri.UriSchemeWss && !(uri.Scheme == Uri.UriSchemeWs && uri.IsLoopback && allowLoopback))
            throw new ArgumentException($"'{uri.Scheme}' on '{uri.Host}' is not allowed: it must be wss, or ws on a loopback address with AllowLoopbackWs.", parameterName);
        if (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IsLinkLocal(address))
            throw new ArgumentException($"'{uri.Host}' is a link-local address. It must be another one.", parameterName);
        return uri;
    }

    /// <summary>Determines whether a redirect stays on the same scheme, host and port.</summary>
    public static bool IsSameOrigin(Uri from, Uri to) =>
        from.Scheme == to.Scheme && from.Port == to.Port && string.Equals(from.IdnHost, to.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static bool IsLinkLocal(IPAddress address) =>
        address.IsIPv6LinkLocal
        || (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes() is [169, 254, _, _];
}
