using System.Security.Authentication;

namespace Rhetenor.Data.Http;

/// <summary>Interprets responses and failed requests in the same way for all servers.</summary>
internal static class HttpFacts
{
    extension(HttpResponseMessage response)
    {
        /// <summary>Gets the wait that the server asks for by <c>Retry-After</c>; null when it asks for none.</summary>
        /// <param name="now">The time that a date in the header is compared with, unless the response has its own date.</param>
        public TimeSpan? RetryAfter(DateTimeOffset now) => response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } time } => time - (response.Headers.Date ?? now),
            _ => null,
        };
    }

    extension(HttpRequestException exception)
    {
        /// <summary>Gets whether the request failed to establish a trusted TLS connection. Handlers report this in one of two
        /// ways.</summary>
        public bool IsUntrusted => exception.HttpRequestError == HttpRequestError.SecureConnectionError || exception.InnerException is AuthenticationException;
    }
}
