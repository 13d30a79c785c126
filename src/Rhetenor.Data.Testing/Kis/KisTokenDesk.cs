using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>Issues, checks and revokes tokens.</summary>
internal sealed class KisTokenDesk(SimulatedKisOptions options, int number = 1)
{
    private readonly Dictionary<string, DateTimeOffset> _expiries = new(StringComparer.Ordinal);
    private int _tokens;
    private readonly HashSet<string> _approvals = new(StringComparer.Ordinal);
    private int _approved;
    private string _newest = "";
    private DateTimeOffset _made = DateTimeOffset.MinValue;
    private DateTimeOffset _handedOut = DateTimeOffset.MinValue;

    /// <summary>Gets the number of tokens issued, including repeated issues of the same token.</summary>
    public int Issues { get; private set; }

    public (SimulatedReply Reply, string Code) Issue(SimulatedRequest request, DateTimeOffset now)
    {
        if (RefusesBody(request, "grant_type", "client_credentials", "EGW00115") is { } code)
            return (KisErrors.Token(code), code);
        if (_handedOut != DateTimeOffset.MinValue && now - _handedOut < options.TokenInterval)
            return (KisErrors.Token("EGW00133"), "EGW00133");
        if (!_expiries.TryGetValue(_newest, out var expiry) || now - _made >= options.SameTokenFor || expiry <= now)
            (_newest, _made) = (NameOf(++_tokens), now);
        _handedOut = now;
        Issues++;
        _expiries[_newest] = _made + options.TokenLife;
        return (Body(), "");
    }

    public (SimulatedReply Reply, string Code) Revoke(SimulatedRequest request)
    {
        if (RefusesBody(request, "token", null, "EGW00122") is { } code)
            return (KisErrors.Token(code), code);
        using var body = JsonDocument.Parse(request.Body);
        if (!_expiries.Remove(body.RootElement.GetProperty("token").GetString()!))
            return (KisErrors.Token("EGW00121"), "EGW00121");
        return (Json(writer =>
        {
            writer.WriteNumber("code", 200);
            writer.WriteString("message", "접근토큰 폐기에 성공하였습니다");
        }), "");
    }

    /// <summary>Issues an approval key, a new one each time.</summary>
    public (SimulatedReply Reply, string Code) Approve(SimulatedRequest request)
    {
        if (RefusesBody(request, "grant_type", "client_credentials", "EGW00115", "secretkey") is { } code)
            return (KisErrors.Token(code), code);
        var draw = Own(new Draw((ulong)++_approved)).For("approval");
        var key = Fields.Text($"simulated-approval-{_approved:D4}-{draw.Seed:x16}");
        lock (_approvals)
            _approvals.Add(key);
        return (Json(writer => writer.WriteString("approval_key", key)), "");
    }

    /// <summary>Determines whether an approval key was issued and is still valid.</summary>
    public bool IsApproved(string key)
    {
        lock (_approvals)
            return _approvals.Contains(key);
    }

    /// <summary>Expires every approval key.</summary>
    public void ExpireApprovals()
    {
        lock (_approvals)
            _approvals.Clear();
    }

    /// <summary>Returns the code of the refusal; null for a valid token.</summary>
    public string? Refuses(string token, DateTimeOffset now)
    {
        if (!_expiries.TryGetValue(token, out var expiry))
            return "EGW00121";
        return expiry <= now ? "EGW00123" : null;
    }

    /// <summary>Expires every token at once.</summary>
    public void ExpireAll()
    {
        foreach (var token in _expiries.Keys.ToList())
            _expiries[token] = DateTimeOffset.MinValue;
    }

    private string? RefusesBody(SimulatedRequest request, string field, string? wanted, string code, string hidden = "appsecret")
    {
        try
        {
            using var body = JsonDocument.Parse(request.Body);
            return Text(body, "appkey") is not { } key ? "EGW00102"
                : key != options.AppKey ? "EGW00103"
                : Text(body, hidden) is not { } secret ? "EGW00104"
                : secret != options.AppSecret ? "EGW00105"
                : Text(body, field) is not { } value || (wanted is not null && value != wanted) ? code
                : null;
        }
        catch (JsonException)
        {
            return "EGW00101";
        }
    }

    internal static string? Text(JsonDocument body, string name) =>
        body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private SimulatedReply Body() => Json(writer =>
    {
        writer.WriteString("access_token", _newest);
        writer.WriteString("access_token_token_expired", (_made + options.TokenLife).ToOffset(KoreaTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        writer.WriteString("token_type", "Bearer");
        writer.WriteNumber("expires_in", (long)options.TokenLife.TotalSeconds);
    });

    private static SimulatedReply Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, KisJson.Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return KisErrors.Json(HttpStatusCode.OK, buffer.WrittenSpan.ToArray());
    }

    // Tokens of different app keys differ.
    private Draw Own(Draw draw) => number == 1 ? draw : draw.For(number);

    private string NameOf(int token)
    {
        var draw = Own(new Draw((ulong)token)).For("token");
        return Fields.Text($"simulated.{token:D4}.{draw.Seed:x16}{draw.For(1).Seed:x16}{draw.For(2).Seed:x16}{draw.For(3).Seed:x16}");
    }
}
