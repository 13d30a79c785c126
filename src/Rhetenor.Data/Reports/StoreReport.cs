using System.Globalization;
using System.Text;
using Rhetenor.Data.Core;
using Rhetenor.Data.Reports;

namespace Rhetenor.Data;

/// <summary>What reading every object of a range, or of a whole store, has shown.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Days">Days of which there is something.</param>
/// <param name="Objects">Objects of bars.</param>
/// <param name="CoverageObjects">Coverage objects.</param>
/// <param name="Bytes">Bytes stored of both.</param>
/// <param name="Bars">Bars; of those that several objects have only the one that counts.</param>
/// <param name="SupersededBars">Bars whose place one of a later object took.</param>
/// <param name="OtherVenues">Objects of other venues; they were not read.</param>
/// <param name="ForeignKeys">Keys of none of our formats; they were not read.</param>
/// <param name="Foreign">The first hundred of them.</param>
/// <param name="Notes">How many notes there are.</param>
/// <param name="Doubts">How many doubts there are.</param>
/// <param name="Damages">How many damages there are.</param>
/// <param name="Findings">The findings in order of date, up to <see cref="KlineReportOptions.MaxFindings"/>.</param>
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

    /// <summary>What the store is worth.</summary>
    public StoreVerdict Verdict => Damages > 0 ? StoreVerdict.Damaged : Doubts > 0 ? StoreVerdict.Doubtful : StoreVerdict.Sound;

    /// <summary>The report for people: verdict, counts, the gravest findings first. The same in every culture.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Verdict.ToString().ToUpperInvariant()}: {Venue.ToWords()}, {Texts.Count(Damages, "damage")}, {Texts.Count(Doubts, "doubt")}, {Texts.Count(Notes, "note")}\n");
        text.Append(CultureInfo.InvariantCulture, $"{Texts.Count(Days, "day")}, {Texts.Count(Objects, "object")} of bars, {CoverageObjects:N0} of coverage, {Texts.Count(Bytes, "byte")} read\n");
        text.Append(CultureInfo.InvariantCulture, $"{Bars:N0} bars, {SupersededBars:N0} more superseded by later objects\n");
        if (OtherVenues > 0)
            text.Append(CultureInfo.InvariantCulture, $"{OtherVenues:N0} objects of other venues were not read\n");
        foreach (var level in Findings.Select(finding => finding.Level).Distinct().OrderDescending())
        {
            var findings = Findings.Where(finding => finding.Level == level).ToList();
            text.Append(CultureInfo.InvariantCulture, $"\n{level}\n");
            foreach (var finding in findings.Take(Shown))
                text.Append(CultureInfo.InvariantCulture, $"  {finding.Key}\n      {finding.Message}\n");
            if (findings.Count > Shown)
                text.Append(CultureInfo.InvariantCulture, $"  and {findings.Count - Shown:N0} more\n");
        }

        if (ForeignKeys > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n{ForeignKeys:N0} keys of other formats, not read: {string.Join(", ", Foreign.Take(ShownForeign))}{(ForeignKeys > ShownForeign ? ", …" : "")}\n");
        return text.ToString();
    }

    /// <summary>One line: verdict, findings, what was read.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Verdict}: {Damages} damages, {Doubts} doubts, {Notes} notes; {Days} days, {Objects} objects of bars, {CoverageObjects} of coverage, {Bars} bars");
}
