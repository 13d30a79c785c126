using System.Net;

namespace Rhetenor.Data.Testing;

internal enum KisBodyDefect
{
    NoResultCode,
    RowsNull,
    RowsObject,
    RowsMissing,
    Half,
}

internal sealed record KisRefusal(string Code, string? Message, int HttpStatus) : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply)
    {
        var refusal = Message is null
            ? KisErrors.Call(Code, status: HttpStatus)
            : KisErrors.Json(HttpStatus, ("rt_cd", "1"), ("msg_cd", Code), ("msg1", Message));
        return reply with { StatusCode = refusal.StatusCode, Body = refusal.Body, Headers = reply.WithHeader("Content-Type", KisErrors.JsonType).Headers };
    }
}

internal sealed record KisTokenRefusal(string Code) : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply) =>
        reply with { StatusCode = HttpStatusCode.Forbidden, Body = KisErrors.Token(Code).Body };
}

internal sealed record KisPaddingFault(int Bytes) : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply)
    {
        var body = new byte[reply.Body.Length + Bytes];
        body.AsSpan().Fill((byte)' ');
        reply.Body.CopyTo(body);
        return reply with { Body = body };
    }
}

/// <summary>Changes a parameter, so that the server answers another request than the one sent.</summary>
internal sealed record KisQueryFault(string Name, string Value) : HttpFault
{
    internal override SimulatedRequest Ask(SimulatedRequest request)
    {
        var parts = request.Uri.Query.TrimStart('?').Split('&');
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].StartsWith(Name + "=", StringComparison.Ordinal))
                parts[i] = Name + "=" + Uri.EscapeDataString(Value);
        }

        return request with { Uri = new UriBuilder(request.Uri) { Query = string.Join('&', parts) }.Uri };
    }

    internal override SimulatedReply Apply(SimulatedReply reply) => reply;
}
