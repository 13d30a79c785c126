using System.Diagnostics;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The life of an instrument, as far as the held masters show it.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record Instrument
{
    internal Instrument(string standardCode, IReadOnlyList<InstrumentPeriod> periods) =>
        (StandardCode, Periods) = (standardCode, periods);

    /// <summary>Gets the ISIN.</summary>
    public string StandardCode { get; init; }

    /// <summary>Gets its markets, codes and names, in order of time.</summary>
    public IReadOnlyList<InstrumentPeriod> Periods { get; init; }

    /// <summary>Gets the first held day with the instrument, Korean date.</summary>
    public DateOnly FirstSeen => Periods[0].From;

    /// <summary>Gets the last held day with the instrument, Korean date.</summary>
    public DateOnly LastSeen => Periods[^1].To;

    /// <summary>Gets the last held day before <see cref="FirstSeen"/> that does not contain the instrument, Korean date: it was listed after
    /// that day. Null when no such day is held: then nothing shows since when it exists.</summary>
    public DateOnly? NotBefore { get; init; }

    /// <summary>Gets the first held day after <see cref="LastSeen"/> that does not contain the instrument, Korean date: it was delisted by
    /// then. Null when it is in the newest held master.</summary>
    public DateOnly? GoneBy { get; init; }

    /// <summary>Gets the security group (증권그룹구분코드) on the last day.</summary>
    public string SecurityGroup { get; init; } = "";

    /// <summary>Gets the listing date that the masters name, Korean date; null when they name none.</summary>
    public DateOnly? ListingDate { get; init; }

    /// <summary>Gets the market on the last day.</summary>
    public Market Market => Periods[^1].Market;

    /// <summary>Gets the short code (단축코드) on the last day.</summary>
    public string ShortCode => Periods[^1].ShortCode;

    /// <summary>Gets the Korean name (한글종목명) on the last day.</summary>
    public string KoreanName => Periods[^1].KoreanName;

    /// <summary>Returns code, name and days in one line, independent of culture.</summary>
    public override string ToString() =>
        $"{ShortCode} {KoreanName} ({StandardCode}): {FirstSeen.ToText()} – {(GoneBy is { } gone ? $"{LastSeen.ToText()}, gone by {gone.ToText()}" : LastSeen.ToText())}";
}
