using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>Reads and writes the token cache. A failing cache is logged; an unsafe one ends the call.</summary>
internal sealed class TokenStore(string name, ITokenCache cache, ILogger logger)
{
    public async ValueTask<TokenRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var content = await cache.ReadAsync(name, cancellationToken).ConfigureAwait(false);
            if (content.IsEmpty)
                return null;
            if (TokenRecord.Decode(content, name) is { } record)
                return record;
            Log.TokenIgnored(logger, name);
        }
        catch (Exception exception) when (CostsAMessage(exception))
        {
            Log.TokenNotKept(logger, exception.Message);
        }

        return null;
    }

    public async ValueTask WriteAsync(TokenRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await cache.WriteAsync(name, record.Encode(name), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (CostsAMessage(exception))
        {
            Log.TokenNotKept(logger, exception.Message);
        }
    }

    private static bool CostsAMessage(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or HantooException { Error: HantooError.Unavailable };
}
