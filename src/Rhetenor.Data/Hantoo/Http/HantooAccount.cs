using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>The state that all clients of one app key share in a process, because KIS counts by app key: pace, token and
/// clock.</summary>
/// <remarks>Clients share it when key, address and clock are the same. It contains no secret except the tokens.</remarks>
internal sealed class HantooAccount
{
    private const int Remembered = 7;
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, HantooAccount>> Known = [];

    private readonly Lock _gate = new();
    private HantooToken? _token;
    private int _generation;
    private int _reading;

    private HantooAccount(string name, HantooOptions options, TimeProvider timeProvider)
    {
        Name = name;
        Limiter = new HantooRateLimiter(options.PermitsPerSecond, timeProvider, options.Lateness);
        Clock = new HantooServerClock(timeProvider);
    }

    /// <summary>Gets a name that identifies the account without revealing the key. It is a valid file name on every
    /// system.</summary>
    public string Name { get; }

    public HantooRateLimiter Limiter { get; }

    public HantooServerClock Clock { get; }

    public SingleFlight<int, HantooToken> TokenFlights { get; } = new();

    /// <summary>Occurs when a client has to wait for a token. The argument is the time until which it waits, Korean time.</summary>
    public event EventHandler<DateTimeOffset>? Waiting;

    /// <summary>Gets or sets the time of the last token request that may have issued a token.</summary>
    public DateTimeOffset? TokenAsked { get; set; }

    /// <summary>Gets the last tokens that KIS refused. They must not be taken from a cache again, and must not be shown.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IReadOnlyList<string> RejectedTokens { get; private set; } = [];

    /// <summary>Gets the approval key; null when there is none.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public ApprovalKey? Approval { get; private set; }

    /// <summary>Gets the values of all approval keys so far, which must not be shown.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IReadOnlyList<string> ApprovalKeys { get; private set; } = [];

    public SingleFlight<int, ApprovalKey> ApprovalFlights { get; } = new();

    public static HantooAccount For(HantooCredentials credentials, HantooOptions options, TimeProvider timeProvider)
    {
        var name = $"kis-{options.Environment.ToString().ToLowerInvariant()}-{credentials.Fingerprint($"{options.Environment}\n{options.Address.Authority}")}";
        var account = Known.GetValue(timeProvider, static _ => new(StringComparer.Ordinal))
            .GetOrAdd(name, key => new HantooAccount(key, options, timeProvider));
        account.Limiter.LowerTo(options.PermitsPerSecond, options.Lateness);
        return account;
    }

    /// <summary>Gets the token, if there is one, and a number that changes when a token is refused.</summary>
    public (HantooToken? Token, int Generation) Token
    {
        get
        {
            lock (_gate)
                return (_token, _generation);
        }
    }

    public HantooToken Keep(HantooToken token)
    {
        lock (_gate)
            _token = token;
        return token;
    }

    /// <summary>Tells those who listen that a client waits for a token.</summary>
    public void Announce(DateTimeOffset until) => Waiting?.Invoke(this, until);

    /// <summary>Discards a token that KIS refused, unless it was already replaced.</summary>
    /// <returns>Whether it was still in use.</returns>
    public bool Reject(HantooToken token)
    {
        lock (_gate)
        {
            if (_token != token)
                return false;
            _token = null;
            RejectedTokens = [token.Value, .. RejectedTokens.Take(Remembered)];

            // Callers that join now must not get the result of the request that returned the refused token.
            _generation++;
            return true;
        }
    }

    public ApprovalKey Keep(ApprovalKey key)
    {
        lock (_gate)
        {
            Approval = key;
            ApprovalKeys = [key.Value, .. ApprovalKeys.Take(Remembered)];
        }

        return key;
    }

    /// <summary>Discards an approval key that KIS refused, unless it was already replaced.</summary>
    /// <returns>Whether it was still in use.</returns>
    public bool RejectApproval(ApprovalKey key)
    {
        lock (_gate)
        {
            if (Approval != key)
                return false;
            Approval = null;
            return true;
        }
    }

    /// <summary>Takes the one WebSocket connection that KIS allows an app key; returns false when it is taken.</summary>
    public bool TryTakeSocket() => Interlocked.CompareExchange(ref _reading, 1, 0) == 0;

    /// <summary>Gives the WebSocket connection back.</summary>
    public void ReleaseSocket() => Volatile.Write(ref _reading, 0);
}
