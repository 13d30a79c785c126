using System.Buffers;

namespace Rhetenor.Data.Http;

/// <summary>Reads the whole body of a response, within a size limit.</summary>
internal static class HttpBody
{
    private const int FirstBuffer = 128 * 1024;

    /// <exception cref="HttpBodyException">The body is encoded, too long, or shorter than announced.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, long maxBytes, CancellationToken cancellationToken)
    {
        var headers = response.Content.Headers;
        if (headers.ContentEncoding.Count > 0)
            throw new HttpBodyException($"the body is encoded as '{string.Join(", ", headers.ContentEncoding)}', which was not asked for");
        if (headers.ContentLength > maxBytes)
            throw TooLarge(maxBytes, $"{headers.ContentLength} are announced");
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(headers.ContentLength ?? FirstBuffer, maxBytes) + 1);
        var length = 0;
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var read)
                {
                    length += read;
                    if (length > maxBytes)
                        throw TooLarge(maxBytes, "more arrived");
                    if (length == buffer.Length)
                        buffer = Grow(buffer, length);
                }
            }

            if (headers.ContentLength is { } announced && announced != length)
                throw Incomplete($"{announced} bytes are announced, {length} arrived");
            return buffer.AsSpan(0, length).ToArray();
        }
        catch (HttpIOException exception) when (exception.HttpRequestError == HttpRequestError.ResponseEnded)
        {
            throw Incomplete($"the body ended after {length} bytes", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static HttpBodyException TooLarge(long maxBytes, string found) =>
        new($"at most {maxBytes} bytes are accepted; {found}");

    private static HttpBodyException Incomplete(string message, Exception? cause = null) =>
        new(message, isIncomplete: true, cause);
}
