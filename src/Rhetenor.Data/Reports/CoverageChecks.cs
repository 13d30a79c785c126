using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Reports;

/// <summary>Compares the objects that a day's coverage names with those that are stored. Pure.</summary>
/// <remarks>Objects that are named and lost, or whose content differs, are problems of reading the day already.</remarks>
internal static class CoverageChecks
{
    /// <summary>Reports losses that were made good, and objects whose content nothing vouches for.</summary>
    public static void Objects(SessionContents contents, string prefix, Action<StoreVerdict, string, string> report)
    {
        foreach (var loss in contents.Believed.Losses.Where(loss => loss.IsMadeGood))
            report(StoreVerdict.Sound, loss.Key, $"it rests on '{loss.Missing}', which is lost; later coverage covers its minutes again.");
        if (contents.Coverages.All(stored => stored.Record.Objects is null))
            return;
        var marks = contents.Coverages.SelectMany(stored => stored.Record.Objects ?? []).ToLookup(mark => mark.Name, mark => mark.Content, StringComparer.Ordinal);
        var unnamed = contents.Objects.Where(mark => !marks.Contains(mark.Name)).ToList();
        if (unnamed.Count > 0)
            report(StoreVerdict.Sound, prefix, $"no coverage names {Texts.Count(unnamed.Count, "object")} of bars, such as '{unnamed[0].Name}'.");
        var unhashed = contents.Objects.Count(mark => marks.Contains(mark.Name) && marks[mark.Name].All(content => content is null));
        if (unhashed > 0)
            report(StoreVerdict.Sound, prefix, $"coverage names {Texts.Count(unhashed, "object")} of bars without length and hash, as earlier versions did: whether these are the bytes that were written is not known.");
    }
}
