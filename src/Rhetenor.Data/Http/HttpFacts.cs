using System.Security.Authentication;

namespace Rhetenor.Data.Http;

/// <summary>What a response or a failed request says, read the same way for every server.</summary>
internal static class HttpFacts
{
    extension(HttpResponseMessage response)
    {
        /// <summary>Gets the wait the server asks for by <c>Retry-After</c>; null when it asks for none.</summary>
        /// <param name="now">The time that a date in the header is compared with, unless the response has one of its own.</param>
        public TimeSpan? RetryAfter(DateTimeOffset now) => response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } time } => time - (response.Headers.Date ?? now),
            _ => null,
        };
    }

    extension(HttpRequestException exception)
    {
        /// <summary>Gets whether no trusted TLS connection came about. Handlers report it in one of two ways.</summary>
        public bool IsUntrusted => exception.HttpRequestError == HttpRequestError.SecureConnectionError || exception.InnerException is AuthenticationException;
    }
}
