using System.Net;
using Rhetenor.Data.Core;
using Rhetenor.Data.Http;

namespace Rhetenor.Data.Masters;

/// <summary>One attempt to download one file. The whole attempt has a deadline, redirects stay on the host, and the body is limited in
/// size and complete.</summary>
internal sealed class DwsDownload(IHttpTransport transport, DwsOptions options, TimeProvider timeProvider)
{
    public async Task<(ReadOnlyMemory<byte> Content, DateTimeOffset? LastModified)> GetAsync(string fileName, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var response = await SendAsync(AddressOf(fileName), both.Token).ConfigureAwait(false);
            var zip = await HttpBody.ReadAsync(response, options.MaxBytes, both.Token).ConfigureAwait(false);
            if (fileName.EndsWith(".zip", StringComparison.Ordinal) && !zip.Span.StartsWith("PK"u8))
                throw Fatal($"the body of {zip.Length} bytes ({response.Content.Headers.ContentType?.MediaType ?? "no media type"}) does not start as a ZIP file does");
            return (zip, response.Content.Headers.LastModified);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The deadline above, or a shorter timeout of the caller's client.
            throw Transient(deadline.IsCancellationRequested
                ? $"no complete answer within {options.Timeout.TotalSeconds:0.###} s"
                : "the client gave up waiting", exception);
        }
        catch (HttpBodyException exception)
        {
            throw new DwsDownloadFailure(exception.Message, exception.IsIncomplete, cause: exception.InnerException);
        }
        catch (HttpRequestException exception) when (exception.IsUntrusted)
        {
            throw new DwsDownloadFailure($"no trusted TLS connection to {options.BaseAddress.Host}", isTransient: false, cause: exception);
        }
        catch (Exception exception) when (exception.IsOfConnection)
        {
            throw Transient($"the connection to {options.BaseAddress.Host} failed", exception);
        }
    }

    private Uri AddressOf(string fileName) => new($"{options.BaseAddress.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(fileName)}");

    private async Task<HttpResponseMessage> SendAsync(Uri address, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            var response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            try
            {
                // A client that follows redirects itself reports its final address here.
                var answered = response.RequestMessage?.RequestUri ?? address;
                if (!SafeUri.IsSameOrigin(address, answered))
                    throw Fatal($"the client followed a redirect from {address.Host} to {answered.Scheme}://{answered.Host}");
                if (response.IsSuccessStatusCode)
                    return response;
                if (RedirectTarget(response, address) is not { } target)
                    throw Refused(response);
                if (!SafeUri.IsSameOrigin(address, target))
                    throw Fatal($"{address.Host} redirects to {target.Scheme}://{target.Host}; only the same host over {address.Scheme} is followed");
                if (redirects == options.MaxRedirects)
                    throw Fatal($"{address.Host} redirects more than {options.MaxRedirects} times");
                address = target;
            }
            catch
            {
                response.Dispose();
                throw;
            }

            response.Dispose();
        }
    }

    private static Uri? RedirectTarget(HttpResponseMessage response, Uri address) =>
        (int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location ? new Uri(address, location) : null;

    private DwsDownloadFailure Refused(HttpResponseMessage response)
    {
        var status = response.StatusCode;
        var transient = (int)status >= 500 || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;
        return new DwsDownloadFailure($"{options.BaseAddress.Host} answered {(int)status}", transient, status, response.RetryAfter(timeProvider.GetUtcNow()));
    }

    private static DwsDownloadFailure Fatal(string message) => new(message, isTransient: false);

    private static DwsDownloadFailure Transient(string message, Exception cause) =>
        new(message, isTransient: true, cause: cause);
}
