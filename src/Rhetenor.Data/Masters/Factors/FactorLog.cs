using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>The recorded events: those that were found, those that were found to be wrong, each with its day, and the sessions that were
/// searched, and the codes of instruments. Nothing is ever removed, and of each event at most one record stands. Pure.</summary>
internal sealed class FactorLog
{
    private readonly List<AdjustmentFactor> _events = [];
    private readonly MasterCoverage _coverage = new();
    private readonly KnownCodes _codes = new();

    /// <summary>Gets the recorded factors, each with all recorded codes of its instrument.</summary>
    public AdjustmentFactors Factors => new(_events.Select(one => one with { ShortCodes = _codes.Of(one.Change.StandardCode, one.ShortCodes) }), _coverage) { Codes = _codes };

    /// <summary>Returns the text that records the difference to what a history proves; null when there is none.</summary>
    /// <param name="history">The history.</param>
    /// <param name="bars">Bars as a second witness; null for none.</param>
    /// <param name="today">The Korean date of the recording.</param>
    public byte[]? Difference(MasterHistory history, KlineHistory? bars, DateOnly today)
    {
        var proven = AdjustmentFactors.Of(history, bars);
        AdjustmentFactor[] events = [.. proven, .. proven.UnprovenEvents];
        var text = new FactorText();
        var standing = _events.Where(one => one.Rescinded is null).ToLookup(one => one.Change.StandardCode, StringComparer.Ordinal);
        var byInstrument = events.ToLookup(one => one.Change.StandardCode, StringComparer.Ordinal);
        var isReplaced = new HashSet<AdjustmentFactor>(ReferenceEqualityComparer.Instance);
        foreach (var old in standing.SelectMany(instrument => instrument))
        {
            var same = byInstrument[old.Change.StandardCode].Where(one => EventIdentity.IsSame(one, old)).ToList();
            var isCovered = IsCovered(history, old);
            if (same.Count == 0 ? isCovered : same.Exists(one => EventIdentity.Replaces(one, old, isCovered)))
            {
                isReplaced.Add(old);
                text.Rescind(old, today);
            }
        }

        foreach (var one in events)
        {
            var same = standing[one.Change.StandardCode].Where(old => EventIdentity.IsSame(one, old)).ToList();
            if (same.TrueForAll(isReplaced.Contains) && !(bars is null && IsExcluded(one)))
                text.Apply(one with { Known = same.Count > 0 || _coverage.Contains(one.Change.Market, one.ExDate) ? today : one.Known });
        }

        foreach (var (market, from, to) in proven.Coverage.Except(_coverage))
            text.Cover(market, from, to, today);
        foreach (var group in _codes.ExtensionsBy(proven.Codes).GroupBy(one => (one.Value.FirstSeen, one.Value.LastSeen, one.Value.NotBefore, one.Value.GoneBy)))
            text.Name([.. group], today);
        return text.ToArray();
    }

    /// <summary>Adds a recorded text.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public void Add(ReadOnlyMemory<byte> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.Span.IndexOf((byte)'\n');
            using var line = JsonDocument.Parse(end < 0 ? text : text[..end]);
            text = end < 0 ? default : text[(end + 1)..];
            Add(line.RootElement);
        }
    }

    private void Add(JsonElement line)
    {
        var (status, known) = (line.GetProperty("status").GetString(), Stamp.ReadDate(line.GetProperty("known").GetString()!));
        if (status == FactorText.Covered)
        {
            _coverage.Add(Market.Parse(line.GetProperty("market").GetString()!), Stamp.ReadDate(line.GetProperty("from").GetString()!), Stamp.ReadDate(line.GetProperty("to").GetString()!));
            return;
        }

        if (status == FactorText.Codes)
        {
            foreach (var (isin, codes) in FactorText.ReadCodes(line))
                _codes.Add(isin, codes);
            return;
        }

        var one = FactorText.Read(line, known);
        var index = _events.FindIndex(other => other.Rescinded is null && EventIdentity.IsSame(one, other));
        if (status == FactorText.Wrong)
        {
            // Of two records of one event in a log of an earlier form, the first one counts.
            if (index >= 0 && _events[index].Change.Reset!.Factor == one.Change.Reset!.Factor)
                _events[index] = _events[index] with { Rescinded = known };
            return;
        }

        // Two recorders may find the same event at the same time. Earlier forms of the log added a factor to an unproven reset.
        var isProof = index >= 0 && one.Change.Reset!.Factor is not null && _events[index].Change.Reset!.Factor is null;
        if (isProof)
            _events[index] = _events[index] with { Rescinded = known };
        if (index < 0 || isProof)
            _events.Add(one);
    }

    // Bars showed that an announced reset was none.
    private bool IsExcluded(AdjustmentFactor one) => one.Change.Reset!.Announced is not null
        && _events.Exists(old => old is { Rescinded: not null, Change.Reset.Announced: not null } && EventIdentity.IsSame(one, old) && old.Change.Reset.IsSame(one.Change.Reset));

    // A history without the day of the event, or without the day before it, shows nothing about it.
    private static bool IsCovered(MasterHistory history, AdjustmentFactor one)
    {
        var days = history.DaysHeld(one.Change.Market);
        return days.Contains(one.Change.Date!.Value) && (one.Change.Since is { } since ? days.Any(day => day >= since && day < one.Change.Date) : days[0] < one.Change.Date);
    }
}
