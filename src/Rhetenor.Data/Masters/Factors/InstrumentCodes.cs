namespace Rhetenor.Data.Masters;

/// <summary>The short codes (단축코드) of an instrument, as far as masters show them.</summary>
/// <param name="Codes">The codes, in order of time.</param>
/// <param name="FirstSeen">The first stored day with the instrument.</param>
/// <param name="LastSeen">The last stored day with the instrument. Of recorded codes, a day up to it: that of the last recording that changed something.</param>
internal sealed record InstrumentCodes(IReadOnlyList<string> Codes, DateOnly FirstSeen, DateOnly LastSeen)
{
    /// <summary>Gets the last stored day before the first one, which does not contain the instrument; null when there is none.</summary>
    public DateOnly? NotBefore { get; init; }

    /// <summary>Gets the first stored day after the last one, which does not contain the instrument; null when there is none.</summary>
    public DateOnly? GoneBy { get; init; }

    /// <summary>Returns what two ranges of masters show together.</summary>
    public InstrumentCodes With(InstrumentCodes other)
    {
        var (first, second) = other.FirstSeen < FirstSeen ? (other, this) : (this, other);
        var (last, former) = other.LastSeen > LastSeen ? (other, this) : (this, other);
        DateOnly?[] before = [first.NotBefore, second.NotBefore < first.FirstSeen ? second.NotBefore : null];
        DateOnly?[] after = [last.GoneBy, former.GoneBy > last.LastSeen ? former.GoneBy : null];
        return new([.. first.Codes.Union(second.Codes)], first.FirstSeen, last.LastSeen) { NotBefore = before.Max(), GoneBy = after.Min() };
    }

    /// <summary>Determines whether another range of masters shows a code, or the beginning or the end of the life, that this one does not.</summary>
    public bool IsExtendedBy(InstrumentCodes other) => With(other) is var both && (both.NotBefore != NotBefore || both.GoneBy != GoneBy || both.Codes.Count > Codes.Count);
}
