using System.Globalization;
using System.Text;
using Rhetenor.Data.Core;
using Rhetenor.Data.Reports;

namespace Rhetenor.Data;

/// <summary>The result of verifying a range or a whole store.</summary>
public sealed record StoreReport
{
    /// <summary>Gets the venue.</summary>
    public required Venue Venue { get; init; }

    /// <summary>Gets the number of days with objects.</summary>
    public required int Days { get; init; }

    /// <summary>Gets the number of objects of bars.</summary>
    public required int Objects { get; init; }

    /// <summary>Gets the number of coverage objects.</summary>
    public required int CoverageObjects { get; init; }

    /// <summary>Gets the stored size of both, in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Gets the number of bars; of repeated ones only the version that counts.</summary>
    public required long Bars { get; init; }

    /// <summary>Gets the number of bars superseded by a later object.</summary>
    public required long SupersededBars { get; init; }

    /// <summary>Gets the number of objects of other venues. They were not read.</summary>
    public required int OtherVenues { get; init; }

    /// <summary>Gets the number of keys that have none of the known formats. These objects were not read.</summary>
    public required int ForeignKeys { get; init; }

    /// <summary>Gets the first hundred of these keys.</summary>
    public required IReadOnlyList<string> Foreign { get; init; }

    /// <summary>Gets the number of notes.</summary>
    public required int Notes { get; init; }

    /// <summary>Gets the number of doubts.</summary>
    public required int Doubts { get; init; }

    /// <summary>Gets the number of damages.</summary>
    public required int Damages { get; init; }

    /// <summary>Gets the findings in order of date, up to the maximum that was asked for.</summary>
    public required IReadOnlyList<StoreFinding> Findings { get; init; }

    private const int Shown = 50, ShownForeign = 10;

    /// <summary>Gets the overall verification result.</summary>
    public StoreVerdict Verdict => Damages > 0 ? StoreVerdict.Damaged : Doubts > 0 ? StoreVerdict.Doubtful : StoreVerdict.Sound;

    /// <summary>Formats the report as text: verdict, counts, and the gravest findings first. The text is the same in every
    /// culture.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Verdict.ToString().ToUpperInvariant()}: {Venue.ToWords()}, {Texts.Count(Damages, "damage")}, {Texts.Count(Doubts, "doubt")}, {Texts.Count(Notes, "note")}\n");
        text.Append(CultureInfo.InvariantCulture, $"{Texts.Count(Days, "day")}, {Texts.Count(Objects, "object")} of bars, {CoverageObjects:N0} of coverage, {Texts.Count(Bytes, "byte")} read\n");
        text.Append(CultureInfo.InvariantCulture, $"{Bars:N0} bars, {SupersededBars:N0} more superseded by later objects\n");
        if (OtherVenues > 0)
            text.Append(CultureInfo.InvariantCulture, $"{OtherVenues:N0} objects of other venues were not read\n");
        foreach (var group in Findings.GroupBy(finding => finding.Verdict).OrderByDescending(group => group.Key))
        {
            var findings = group.ToList();
            text.Append(CultureInfo.InvariantCulture, $"\n{findings[0].Kind}\n");
            foreach (var finding in findings.Take(Shown))
                text.Append(CultureInfo.InvariantCulture, $"  {finding.Key}\n      {finding.Message}\n");
            if (findings.Count > Shown)
                text.Append(CultureInfo.InvariantCulture, $"  and {findings.Count - Shown:N0} more\n");
        }

        if (ForeignKeys > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n{ForeignKeys:N0} keys of other formats, not read: {string.Join(", ", Foreign.Take(ShownForeign))}{(ForeignKeys > ShownForeign ? ", …" : "")}\n");
        return text.ToString();
    }

    /// <summary>Returns verdict, findings and numbers of objects in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Verdict}: {Damages} damages, {Doubts} doubts, {Notes} notes; {Days} days, {Objects} objects of bars, {CoverageObjects} of coverage, {Bars} bars");
}
