using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>The states of the app keys that the server accepts.</summary>
internal sealed class KisKeys
{
    private readonly List<KisKeyState> _keys;

    public KisKeys(SimulatedKisOptions options) => _keys =
    [
        new(1, options),
        .. options.OtherKeys.Select((key, index) => new KisKeyState(index + 2, options with
        {
            AppKey = key.AppKey,
            AppSecret = key.AppSecret,
            RequestsPerSecond = key.RequestsPerSecond ?? options.RequestsPerSecond,
        })),
    ];

    public IReadOnlyList<KisKeyState> All => _keys;

    /// <summary>Returns the state of the key that a request names. The first one refuses unknown keys.</summary>
    public KisKeyState Of(KisQuery query)
    {
        if (_keys.Count == 1)
            return _keys[0];
        var named = query.Request.Method == HttpMethod.Post ? InBody(query.Request.Body) : query.Header("appkey");
        return _keys.Find(key => key.Options.AppKey == named) ?? _keys[0];
    }

    /// <summary>Returns the state of the key of an approval key; null when it was not issued or has expired.</summary>
    public KisKeyState? OfApproval(string approval) => _keys.Find(key => key.Tokens.IsApproved(approval));

    private static string? InBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return KisTokenDesk.Text(document, "appkey");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The pace, the tokens and the checks of one app key.</summary>
internal sealed class KisKeyState
{
    public KisKeyState(int number, SimulatedKisOptions options)
    {
        (Number, Options) = (number, options);
        Limit = new SlidingSecond(options.Limit);
        Tokens = new KisTokenDesk(options, number);
        Gate = new KisGate(options, Tokens);
    }

    public int Number { get; }

    public SimulatedKisOptions Options { get; }

    public SlidingSecond Limit { get; }

    public KisTokenDesk Tokens { get; }

    public KisGate Gate { get; }
}
