namespace Rhetenor.Data.Testing;

/// <summary>Performs the gateway's checks before a call is served.</summary>
internal sealed class KisGate(SimulatedKisOptions options, KisTokenDesk tokens)
{
    private const string Scheme = "Bearer ";

    /// <summary>Returns the code and detail of the refusal; null for a valid call.</summary>
    public (string Code, string Detail)? Refuses(KisService service, KisQuery query, DateTimeOffset now)
    {
        if (RefusesCaller(query, now) is { } code)
            return (code, "");
        if (query.Header("tr_id") != service.TrId)
            return ("OPSQ0002", "");
        if (options.Mock && service.RealOnly)
            return ("EGW00213", "");
        return Array.Find(service.Parameters, name => !query.Has(name)) is { } missing ? ("OPSQ2001", $" [{missing}]") : null;
    }

    private string? RefusesCaller(KisQuery query, DateTimeOffset now)
    {
        var authorization = query.Header("authorization");
        if (authorization.Length == 0)
            return "EGW00122";
        if (!authorization.StartsWith(Scheme, StringComparison.Ordinal))
            return "EGW00205";
        if (tokens.Refuses(authorization[Scheme.Length..], now) is { } token)
            return token;
        return (query.Header("appkey"), query.Header("appsecret"), query.Header("custtype")) switch
        {
            ("", _, _) => "EGW00102",
            var (key, _, _) when key != options.AppKey => "EGW00103",
            (_, "", _) => "EGW00104",
            var (_, secret, _) when secret != options.AppSecret => "EGW00304",
            (_, _, "P" or "B") => null,
            _ => "EGW00208",
        };
    }
}
