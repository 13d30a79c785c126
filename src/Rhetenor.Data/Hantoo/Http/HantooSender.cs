using Rhetenor.Data.Core;
using Rhetenor.Data.Http;

namespace Rhetenor.Data.Hantoo;

/// <summary>Sends one attempt: waits for a permit, applies the deadline, refuses redirects, reads a complete body within the limit,
/// and updates the server's clock.</summary>
internal sealed class HantooSender(
    IHttpTransport transport, HantooCredentials credentials, HantooAccount account, HantooOptions options, TimeProvider timeProvider)
{
    /// <exception cref="HantooFailure">There was no readable answer.</exception>
    public async Task<HantooReply> SendAsync(HantooCall call, HantooToken? token, CancellationToken cancellationToken)
    {
        await account.Limiter.WaitAsync(cancellationToken).ConfigureAwait(false);
        call.Attempts++;
        cancellationToken = call.Sent ?? cancellationToken;
        using var deadline = new CancellationTokenSource(options.Timeout, timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await ExchangeAsync(call, token, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The deadline is the one above, or a shorter one of the caller's own client.
            throw Unavailable(deadline.IsCancellationRequested
                ? $"no complete answer within {options.Timeout.TotalSeconds:0.###} s"
                : "the client gave up waiting", Safe(exception, token));
        }
        catch (HttpBodyException exception)
        {
            throw exception.IsIncomplete
                ? Unavailable(exception.Message, Safe(exception.InnerException, token))
                : HantooJson.Unexpected(Clean(exception.Message, token));
        }
        catch (HttpRequestException exception) when (exception.IsUntrusted)
        {
            throw new HantooFailure(HantooError.UntrustedServer, $"no trusted TLS connection to {options.Address.Host}", cause: Safe(exception, token));
        }
        catch (Exception exception) when (exception.IsOfConnection)
        {
            var unsent = exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
            throw new HantooFailure(HantooError.Unavailable, $"the connection to {options.Address.Host} failed", isTransient: true, Safe(exception, token)) { MayHaveActed = !unsent };
        }
    }

    /// <summary>Gets or sets the senders whose secrets are removed from texts too: those of the other keys of a fleet.</summary>
    public IReadOnlyList<HantooSender> Others { get; set; } = [];

    /// <summary>Returns a received text without any secrets that it may quote.</summary>
    public string Clean(string text, HantooToken? token)
    {
        text = Others.Aggregate(CleanOwn(text), static (rest, other) => other.CleanOwn(rest));
        return token is null ? text : Secret.RemoveFrom(text, token.Value);
    }

    private string CleanOwn(string text)
    {
        text = credentials.RemoveFrom(text);
        foreach (var hidden in account.RejectedTokens.Concat(account.ApprovalKeys))
            text = Secret.RemoveFrom(text, hidden);
        return account.Token.Token is { } current ? Secret.RemoveFrom(text, current.Value) : text;
    }

    private async Task<HantooReply> ExchangeAsync(HantooCall call, HantooToken? token, CancellationToken cancellationToken)
    {
        using var request = call.ToMessage(options.Address, credentials, token);
        var address = request.RequestUri!;
        var sent = timeProvider.GetUtcNow();
        using var response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var received = timeProvider.GetUtcNow();

        // A client that follows redirects by itself reveals it here by its final address.
        if (response.RequestMessage?.RequestUri is { } answered && answered != address)
            throw Redirected($"the client followed a redirect from {address.Host} to {answered.Scheme}://{answered.Host}; switch automatic redirects off");
        if ((int)response.StatusCode is >= 300 and < 400)
            throw Redirected($"{address.Host} answered {(int)response.StatusCode}; redirects are not followed");

        var body = await HttpBody.ReadAsync(response, options.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        if (response.Headers.Date is { } date)
            account.Clock.Observe(date, sent, received, options.MaxClockSkew);
        return new HantooReply
        {
            StatusCode = response.StatusCode,
            Body = body,
            Continuation = response.Headers.TryGetValues("tr_cont", out var values) ? string.Concat(values).Trim() : "",
            ServerTime = response.Headers.Date?.ToOffset(KoreaTime.Offset),
            ReceivedAt = received.ToOffset(KoreaTime.Offset),
            RetryAfter = response.RetryAfter(received),
        };
    }

    // An exception whose text contains a secret is not passed on.
    private Exception? Safe(Exception? exception, HantooToken? token) =>
        exception?.ToString() is { } text && Clean(text, token) == text ? exception : null;

    private static HantooFailure Redirected(string message) => new(HantooError.UntrustedServer, message);

    private static HantooFailure Unavailable(string message, Exception? cause) =>
        new(HantooError.Unavailable, message, isTransient: true, cause) { MayHaveActed = true };
}
