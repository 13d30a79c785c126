using System.Runtime.InteropServices;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>Decides whether stored bars that no coverage describes are all bars of a past day, alone or with the newest rows of the answers. Pure.</summary>
/// <remarks>The daily bar has the day twice, in won and in shares. The won that no row shows were traded before the opening, at the base price, or after the
/// close, within a tenth of its price: so many shares may be in no row, and no more. A row that is left out lacks shares beyond that, also where the day's
/// value leaves room for it. What is not proven is fetched. Only KRX up to its regular close has been compared with real rows.</remarks>
internal sealed class StoredEvidence(WalkFacts facts)
{
    // Trades after the close are made within a tenth of its price.
    private const decimal AfterClose = 0.1m;

    private TradingSession Session => facts.Session;

    /// <summary>Gets whether the stored bars can be proven at all: of a whole past day of KRX without an after-market.</summary>
    private bool IsOfKnownHours => Session.Venue == Venue.Krx && facts.IsWhole && facts.Request.Until == Session.LastMinute
        && TimeOnly.FromDateTime(Session.LastMinute) == Session.ClosingAuction;

    /// <summary>Returns the rows of the answers, and before them the stored bars.</summary>
    public List<MinuteRow> Rows()
    {
        var received = facts.CompletedRows();
        var before = facts.Received.Count > 0 ? facts.Oldest.Minute : DateTime.MaxValue;
        return [.. facts.Request.Stored.Where(row => row.Minute < before && row.Volume > 0), .. received];
    }

    /// <summary>Determines whether the rows agree with each other, so that the totals of the day can prove them.</summary>
    public bool AreLinked(List<MinuteRow> rows)
    {
        var traded = Traded(rows);
        return facts.Request.Stored.Count > 0 && AreReceived && AreOfOneForm && traded.Count > 0 && IsOfKnownHours && rows.TrueForAll(row => Session.Contains(row.Minute) && row is { High: < DayTotal.MostWon, Volume: < DayTotal.MostShares })
            && PriceEvidence.Find(traded) < 0
            && (!AreValued(traded) || (MoneyChain.Gaps(CollectionsMarshal.AsSpan(traded)).Count == 0 && MoneyChain.CanBeFirst(traded[0])));
    }

    // What KIS does not show of the minutes that it was asked for was not traded.
    private bool AreReceived
    {
        get
        {
            if (facts.Received.Count == 0)
                return true;
            var traded = facts.CompletedRows().Where(row => row.Volume > 0).Select(row => row.Minute).ToHashSet();
            var oldest = facts.Oldest.Minute;
            return facts.Request.Stored.All(row => row.Volume == 0 || row.Minute < oldest || traded.Contains(row.Minute));
        }
    }

    // A program that writes the day's value writes it with every bar.
    private bool AreOfOneForm => facts.Request.Stored.Where(row => row.Volume > 0).Select(row => row.AccValue > 0).Distinct().Count() <= 1;

    /// <summary>Returns what shows that linked rows are all rows of the day; none when they are not proven.</summary>
    public KlineWitnesses Prove(List<MinuteRow> rows)
    {
        var (traded, day) = (Traded(rows), facts.TotalOfDay);
        if (day is not { IsAdjusted: false, Bar: { } bar } || !HasPricesOf(bar, traded) || LacksSharesOfMaster(traded))
            return KlineWitnesses.None;
        var rest = day.Volume - traded.Sum(row => row.Volume);
        if (!AreValued(traded))
            return rest == 0 && IsWorth(traded, day.Value) ? KlineWitnesses.DailyBar : KlineWitnesses.None;

        var (after, newest) = ((decimal)day.Value - traded[^1].AccValue, traded[^1]);
        if (!DayTotal.IsExplained(after, day.Value) || after < 0 || (after > 0 && !IsEnd(newest)) || HeadOf(traded[0], bar) is not var (least, most))
            return KlineWitnesses.None;
        if (rest < least + (after / (newest.Close * (1 + AfterClose))) || rest > most + (after / (newest.Close * (1 - AfterClose))))
            return KlineWitnesses.None;
        return KlineWitnesses.MoneyChain | KlineWitnesses.DailyBar | (IsEnd(newest) && newest.Minute == Session.LastMinute ? KlineWitnesses.LastMinute : KlineWitnesses.None);
    }

    private static List<MinuteRow> Traded(List<MinuteRow> rows) => rows.FindAll(row => row.Volume > 0);

    private static bool AreValued(List<MinuteRow> rows) => rows.TrueForAll(row => row.AccValue > 0);

    // A day in another price frame than the daily bar, which is raw, has other prices.
    private static bool HasPricesOf(DailyBar bar, List<MinuteRow> rows) =>
        bar.IsConsistent && Won(bar.Open) == rows[0].Open && Won(bar.High) == rows.Max(row => row.High) && Won(bar.Low) == rows.Min(row => row.Low) && Won(bar.Close) == rows[^1].Close;

    private static bool IsWorth(List<MinuteRow> rows, long value) => value >= rows.Sum(row => row.Low * row.Volume) && value <= rows.Sum(row => row.High * row.Volume);

    private bool LacksSharesOfMaster(List<MinuteRow> rows) =>
        facts.Request.SharesOfDay is { } traded && !DayTotal.IsExplicable(traded - rows.Sum(row => row.Volume), traded);

    // Trades after the close and late volume of the closing bar look alike. Only a row that was read after the figures had settled has its late volume. Clocks of other
    // programs have any zone, so that a stored row counts if it was fetched on a later date.
    private bool IsEnd(in MinuteRow newest) => facts.Received.Count > 0
        || (newest.Minute == Session.LastMinute && facts.Request.StoredAt is { } fetched && DateOnly.FromDateTime(fetched) > Session.Date);

    // The shares that were traded before the first row; null when rows before it may be missing. A row that explains the day's value by then leaves none. Before the
    // first minute there are only trades at the base price, without rows; before a later one, as many as the price divides.
    private (decimal Least, decimal Most)? HeadOf(in MinuteRow first, DailyBar bar)
    {
        var (price, least, most) = (Won(bar.Base), first.AccValue - (first.High * first.Volume), first.AccValue - (first.Low * first.Volume));
        return MoneyChain.IsHead(first) ? (0, 0)
            : price > 0 && first.Minute == Session.FirstMinute ? (least / price, most / price)
            : MoneyChain.IsHeadAt(first, price) ? (most / price, most / price) : null;
    }

    private static decimal Won(long price) => price == DailyBar.Unknown ? 0 : KlinePrice.ToWon(price);
}
