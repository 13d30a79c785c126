using System.Globalization;

namespace Rhetenor.Data.Reports;

/// <summary>Counts findings, and keeps the first of each kind, symbol and day.</summary>
internal sealed class FindingTally(int most)
{
    private static readonly int Kinds = Enum.GetValues<KlineFindingKind>().Length;
    private readonly Found[] _day = new Found[Kinds];
    private readonly SortedDictionary<KlineFindingKind, KlineFindingCount> _counts = [];
    private readonly List<KlineFinding> _findings = [];

    public IReadOnlyDictionary<KlineFindingKind, KlineFindingCount> Counts => _counts;

    public IReadOnlyList<KlineFinding> Findings => _findings;

    /// <summary>Counts a bar of the current symbol and day.</summary>
    /// <param name="kind">The kind of the finding.</param>
    /// <param name="minute">The bar's minute, Korean time.</param>
    /// <param name="expected">The expected value. It is formatted for the first bar only.</param>
    /// <param name="found">The value found. It is formatted for the first bar only.</param>
    public void Add(KlineFindingKind kind, DateTime minute, FormattableString expected, FormattableString found)
    {
        ref var entry = ref _day[(int)kind];
        if (entry.Count++ == 0)
            (entry.Minute, entry.Expected, entry.Text) = (minute, expected.ToString(CultureInfo.InvariantCulture), found.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Completes the current symbol and day.</summary>
    public void Close(DateOnly date, string symbol)
    {
        for (var i = 0; i < Kinds; i++)
        {
            if (_day[i] is not { Count: > 0 } entry)
                continue;
            var kind = (KlineFindingKind)i;
            var count = _counts.GetValueOrDefault(kind);
            _counts[kind] = new() { SymbolDays = count.SymbolDays + 1, Bars = count.Bars + entry.Count };
            if (_findings.Count < most)
                _findings.Add(new() { Kind = kind, Date = date, Symbol = symbol, Minute = entry.Minute, Count = entry.Count, Expected = entry.Expected, Found = entry.Text });
            _day[i] = default;
        }
    }

    private struct Found
    {
        public int Count;
        public DateTime Minute;
        public string Expected;
        public string Text;
    }
}
