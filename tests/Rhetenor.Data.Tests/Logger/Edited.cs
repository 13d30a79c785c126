using System.Text;
using Microsoft.Extensions.Logging;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>A broker whose minute replies are changed on their way.</summary>
internal sealed class Edited(IHttpTransport inner, Func<string, string> edit, Func<Uri, Uri>? ask = null, string path = "inquire-time-") : IHttpTransport
{
    public HantooClient Client(LoggerWorld world, ILogger<HantooClient>? logger = null) =>
        new(new HantooCredentials(world.Kis.Options.AppKey, world.Kis.Options.AppSecret), this, timeProvider: world.Clock, logger: logger);

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        var asked = request.RequestUri!;
        request.RequestUri = ask?.Invoke(asked) ?? asked;
        var response = await inner.SendAsync(request, cancellationToken);
        request.RequestUri = asked;
        if (!asked.AbsolutePath.Contains(path, StringComparison.Ordinal))
            return response;
        var body = edit(await response.Content.ReadAsStringAsync(cancellationToken));
        response.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return response;
    }
}
