using System.Text;

namespace Rhetenor.Data.Tests;

/// <summary>The simplest simulator: answers with a body of its own, or with what it was sent.</summary>
internal sealed class Echo(byte[]? body = null, TimeProvider? timeProvider = null) : SimulatedTransport(timeProvider)
{
    protected override SimulatedReply Answer(SimulatedRequest request)
    {
        var answer = body ?? Encoding.UTF8.GetBytes($"{request.Method} {request.Uri.PathAndQuery} {Encoding.UTF8.GetString(request.Body.Span)}");
        return new SimulatedReply { Body = answer, Headers = [new("Content-Type", "application/octet-stream"), new("X-Number", $"{request.Number}")] };
    }
}
