using System.Diagnostics;

namespace Rhetenor.Data.Hantoo;

/// <summary>The key that WebSocket messages contain in place of a token.</summary>
[DebuggerDisplay("KIS approval key")]
internal sealed class ApprovalKey(string value, DateTimeOffset usableUntil)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Value => value;

    public bool IsUsable(DateTimeOffset now) => now < usableUntil;

    public override string ToString() => "KIS approval key";
}
