using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Rhetenor.Data.Hantoo;

/// <summary>A bearer token.</summary>
[DebuggerDisplay("KIS token")]
internal sealed class HantooToken(string value, DateTimeOffset usableUntil)
{
    private const int MaxLength = 4096;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Value => value;

    /// <summary>Determines whether a text can be a token: it goes into a header.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaxLength } && !text.Any(character => character is <= ' ' or > '~');

    public bool IsUsable(DateTimeOffset now) => now < usableUntil;

    public override string ToString() => "KIS token";
}
