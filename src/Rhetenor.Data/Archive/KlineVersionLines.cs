using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>Arranges the recorded values of one minute in lines.</summary>
internal static class KlineVersionLines
{
    /// <summary>Returns one line per retrieval, ascending; two lines when a symbol has two values of one retrieval. When there is
    /// more than one line, a last one repeats the merged values, for readers that use only a minute's last line.</summary>
    /// <param name="minute">The minute.</param>
    /// <param name="values">The values of the minute, grouped by symbol, in the order in which they win.</param>
    /// <param name="symbols">The names of the symbols.</param>
    /// <param name="order">The ordinal position of each symbol.</param>
    public static IEnumerable<KlineLine> Of(DateTime minute, List<KlineVersions.Value> values, KlineSymbols symbols, int[] order)
    {
        var lines = new SortedDictionary<(DateTime Retrieval, int Layer), List<KlineVersions.Value>>();
        var last = new List<KlineVersions.Value>();
        var layer = 0;
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[i];
            var isNext = i > 0 && values[i - 1].Symbol == value.Symbol;
            layer = isNext && values[i - 1].Retrieval == value.Retrieval ? layer + 1 : 0;
            if (!lines.TryGetValue((value.Retrieval, layer), out var line))
                lines.Add((value.Retrieval, layer), line = []);
            line.Add(value);
            if (isNext)
                last[^1] = value;
            else
                last.Add(value);
        }

        foreach (var ((retrieval, _), line) in lines)
            yield return new KlineLine(Slice(line), retrieval);
        if (lines.Count > 1)
            yield return new KlineLine(Slice(last), last.Max(value => value.Retrieval), IsMerged: true);

        KlineSlice Slice(List<KlineVersions.Value> line)
        {
            line.Sort((x, y) => order[x.Symbol].CompareTo(order[y.Symbol]));
            var (numbers, bars) = (new int[line.Count], new KlineBar[line.Count]);
            for (var i = 0; i < numbers.Length; i++)
                (numbers[i], bars[i]) = (line[i].Symbol, line[i].Bar);
            return new KlineSlice(minute, symbols, numbers, bars);
        }
    }
}
