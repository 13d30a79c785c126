using System.Runtime.InteropServices;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>Compares a day's bars with their sums and with the claims of the coverage. Pure.</summary>
internal sealed class DayChecks
{
    private readonly Dictionary<string, Walk> _symbols = new(StringComparer.Ordinal);
    private int _unknown;

    /// <summary>Gets the number of bars seen.</summary>
    public int Bars { get; private set; }

    /// <summary>Adds bars of the day, in order of time.</summary>
    public void Add(IEnumerable<KlineSlice> slices)
    {
        foreach (var slice in slices)
        {
            for (var i = 0; i < slice.Count; i++)
            {
                ref var walk = ref CollectionsMarshal.GetValueRefOrAddDefault(_symbols, slice.SymbolTable[slice.Numbers[i]], out var isKnown);
                if (!isKnown)
                    walk.First = slice.Minute;
                walk.Last = slice.Minute;
                Bars++;
                _unknown += walk.Add(slice.Bars[i], slice.Minute) ? 0 : 1;
            }
        }
    }

    /// <summary>Checks that the day's cumulative volume is the sum of the bars' volumes since the open.</summary>
    public void Sums(string prefix, Action<StoreVerdict, string, string> report)
    {
        foreach (var (symbol, walk) in _symbols.Where(entry => entry.Value.Breaks > 0).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            report(StoreVerdict.Doubtful, prefix, FormattableString.Invariant(
                $"{symbol}: acc_vol at {walk.Break.ToTimeText()} is {walk.Found}, and {walk.Expected} by the bars up to it: one is missing or wrong ({walk.Breaks} such places)."));
        }

        if (_unknown > 0)
            report(StoreVerdict.Sound, prefix, $"{_unknown} of {Bars} bars have no acc_vol, so nothing shows that none is missing between them.");
    }

    /// <summary>Checks that bars exist where the coverage claims them, and do not exist where it denies them.</summary>
    public void Claims(DateOnly date, IReadOnlyDictionary<string, KlineSymbolCoverage> coverage, string prefix, Action<StoreVerdict, string, string> report)
    {
        var silent = _symbols.Count;
        foreach (var (symbol, claim) in coverage.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var hasBars = _symbols.TryGetValue(symbol, out var bars);
            silent -= hasBars ? 1 : 0;
            if (claim.Through is not { } time)
                continue;
            var through = date.ToDateTime(time);
            if (claim.State == SymbolDayState.Complete && (!hasBars || bars.First > through))
                report(StoreVerdict.Damaged, prefix, $"{symbol}: its coverage claims bars through {through.ToTimeText()}, and none are stored.");
            else if (claim.State is not (SymbolDayState.Complete or SymbolDayState.Failed) && hasBars && bars.First <= through)
                report(StoreVerdict.Doubtful, prefix, $"{symbol}: its coverage says there are no bars through {through.ToTimeText()}, and there are some from {bars.First.ToTimeText()} on.");
            else if (hasBars && bars.Last > through)
                report(StoreVerdict.Sound, prefix, $"{symbol}: bars are stored through {bars.Last.ToTimeText()}, and covered through {through.ToTimeText()} only.");
        }

        if (silent > 0)
            report(StoreVerdict.Sound, prefix, $"no coverage describes {Texts.Count(silent, "symbol")} with bars: whether these are all is not known.");
    }

    // One symbol's day, bar by bar. After a mismatch, the sum continues from the bar's own cumulative volume.
    private struct Walk
    {
        private long _sum;
        private bool _isLost;

        public DateTime First;
        public DateTime Last;
        public DateTime Break;
        public long Expected;
        public long Found;
        public int Breaks;

        public bool Add(in KlineBar bar, DateTime minute)
        {
            if (bar.AccVolume == KlineBar.Unknown)
            {
                _isLost = true;
                return false;
            }

            if (!_isLost && bar.AccVolume - _sum != bar.Volume && Breaks++ == 0)
                (Break, Expected, Found) = (minute, _sum + bar.Volume, bar.AccVolume);
            (_sum, _isLost) = (bar.AccVolume, false);
            return true;
        }
    }
}
