using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;

namespace Rhetenor.Data.Core;

/// <summary>Interprets responses and failed requests in the same way for all servers.</summary>
internal static class HttpFacts
{
    extension(HttpResponseMessage response)
    {
        /// <summary>Gets the wait that the server asks for by <c>Retry-After</c>; null when it asks for none.</summary>
        /// <param name="now">The time that a date in the header is compared with, unless the response has its own date.</param>
        public TimeSpan? RetryAfter(DateTimeOffset now) => Wait(response.Headers.RetryAfter, response.Headers.Date ?? now);
    }

    extension(Exception exception)
    {
        /// <summary>Gets whether the exception says that a connection was not opened, or was lost. Transports of other authors throw what
        /// lies beneath them.</summary>
        public bool IsOfConnection => exception is HttpRequestException or IOException or SocketException or WebSocketException or TimeoutException;
    }

    extension(HttpRequestException exception)
    {
        /// <summary>Gets whether the request failed to establish a trusted TLS connection. Handlers report this in one of two
        /// ways.</summary>
        public bool IsUntrusted => exception.HttpRequestError == HttpRequestError.SecureConnectionError || exception.InnerException is AuthenticationException;
    }

    /// <summary>Gets the wait that a server asks for, from the texts of its headers; null when it asks for none.</summary>
    /// <param name="retryAfter">The text of <c>Retry-After</c>; null for none.</param>
    /// <param name="date">The text of <c>Date</c>; null for none.</param>
    /// <param name="now">The time that a date in the first header is compared with, unless there is the second.</param>
    public static TimeSpan? RetryAfter(string? retryAfter, string? date, DateTimeOffset now) => Wait(Parse(retryAfter), Parse(date)?.Date ?? now);

    // The one header may have the form of the other.
    private static RetryConditionHeaderValue? Parse(string? text) => RetryConditionHeaderValue.TryParse(text, out var value) ? value : null;

    private static TimeSpan? Wait(RetryConditionHeaderValue? asked, DateTimeOffset now) => asked switch
    {
        { Delta: { } delta } => delta,
        { Date: { } time } => time - now,
        _ => null,
    };
}
