using System.Globalization;
using System.Text;
using Rhetenor.Data.Core;
using Rhetenor.Data.Reports;

namespace Rhetenor.Data;

/// <summary>The result of verifying a range or a whole store.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Days">The number of days with objects.</param>
/// <param name="Objects">The number of objects of bars.</param>
/// <param name="CoverageObjects">The number of coverage objects.</param>
/// <param name="Bytes">The stored size of both, in bytes.</param>
/// <param name="Bars">The number of bars; of repeated ones only the version that counts.</param>
/// <param name="SupersededBars">The number of bars superseded by a later object.</param>
/// <param name="OtherVenues">The number of objects of other venues. They were not read.</param>
/// <param name="ForeignKeys">The number of keys that have none of the known formats. These objects were not read.</param>
/// <param name="Foreign">The first hundred of these keys.</param>
/// <param name="Notes">The number of notes.</param>
/// <param name="Doubts">The number of doubts.</param>
/// <param name="Damages">The number of damages.</param>
/// <param name="Findings">The findings in order of date, up to the maximum that was asked for.</param>
public sealed record StoreReport(
    Venue Venue,
    int Days,
    int Objects,
    int CoverageObjects,
    long Bytes,
    long Bars,
    long SupersededBars,
    int OtherVenues,
    int ForeignKeys,
    IReadOnlyList<string> Foreign,
    int Notes,
    int Doubts,
    int Damages,
    IReadOnlyList<StoreFinding> Findings)
{
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
