namespace Rhetenor.Data.Masters;

/// <summary>The short codes (단축코드) of an instrument, as far as masters show them.</summary>
/// <param name="Codes">The codes, in order of time.</param>
/// <param name="FirstSeen">The first stored day with the instrument.</param>
/// <param name="NotBefore">The last stored day before it, which does not contain the instrument; null when there is none.</param>
internal sealed record InstrumentCodes(IReadOnlyList<string> Codes, DateOnly FirstSeen, DateOnly? NotBefore)
{
    /// <summary>Returns what two ranges of masters show together.</summary>
    public InstrumentCodes With(InstrumentCodes other)
    {
        var (first, second) = other.FirstSeen < FirstSeen ? (other, this) : (this, other);
        DateOnly?[] before = [first.NotBefore, second.NotBefore < first.FirstSeen ? second.NotBefore : null];
        return new([.. first.Codes.Union(second.Codes)], first.FirstSeen, before.Max());
    }

    /// <summary>Determines whether another range of masters shows a code, or the beginning of the life, that this one does not.</summary>
    public bool IsExtendedBy(InstrumentCodes other) => With(other) is var both && (both.NotBefore != NotBefore || both.Codes.Count > Codes.Count);
}
