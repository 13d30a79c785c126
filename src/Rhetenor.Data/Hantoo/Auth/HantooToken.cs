using System.Diagnostics;

namespace Rhetenor.Data.Hantoo;

/// <summary>A bearer token.</summary>
[DebuggerDisplay("KIS token")]
internal sealed class HantooToken(string value, DateTimeOffset expires, DateTimeOffset usableUntil)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Value => value;

    public DateTimeOffset Expires => expires;

    public bool IsUsable(DateTimeOffset now) => now < usableUntil;

    public override string ToString() => "KIS token";
}
