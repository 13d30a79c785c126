using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <content>Adjusts prices and volumes for splits, other changes of capital and dividends.</content>
public static partial class KlineExtensions
{
    /// <summary>Returns bars whose prices and volumes are comparable over all days (수정주가).</summary>
    /// <remarks>
    /// <para>KIS returns the bars of a day before a split adjusted when they are fetched after it. Each stored day is therefore in the price
    /// frame of the day on which it was fetched, as far as a witness shows, and no event is applied twice. A day without a witness, and a
    /// session whose masters were not searched for events, is in <see cref="KlineAdjustment.Doubts"/>.</para>
    /// <para>The result is the same whether a day was fetched before or after an event, when the ticks show which price KIS rounded to whole
    /// won. Otherwise it differs by that rounding and by the error of the factor.</para>
    /// <para>A dividend is known from the day on which a list with its amount was first fetched. As of an earlier day it is left out, and
    /// <see cref="KlineAdjustment.Doubts"/> names it.</para>
    /// <para>Adjusted prices have up to four decimals, and volumes are rounded to whole shares. The value of the day is not changed. Adjust
    /// minutes before they are resampled; larger bars may be adjusted too.</para>
    /// </remarks>
    /// <param name="history">The bars as stored.</param>
    /// <param name="factors">The factors.</param>
    /// <param name="asOf">The Korean date as of which prices are comparable. Events after it, or known after it, are left out. Null for the
    /// last date of the bars, of the events or of their withdrawal. What was traded does not depend on it.</param>
    /// <param name="adjustment">The adjustment. <see cref="Adjustment.None"/> gives what was traded, as <see cref="AsTraded"/> does,
    /// <see cref="Adjustment.TotalReturn"/> needs factors with dividends.</param>
    /// <exception cref="InvalidOperationException">The bars are adjusted already.</exception>
    public static KlineHistory Adjust(
        this KlineHistory history, AdjustmentFactors factors, DateOnly? asOf = null, Adjustment adjustment = Adjustment.Capital)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(factors);
        if (!Enum.IsDefined(adjustment))
            throw new ArgumentOutOfRangeException(nameof(adjustment), adjustment, "The adjustments are None, Capital and TotalReturn.");
        if (history.FirstOrDefault(series => series.Adjustment is not null) is { } adjusted)
            throw new InvalidOperationException($"The bars of {adjusted.Symbol} are adjusted already ({adjusted.Adjustment}).");
        var date = asOf ?? Latest(history, adjustment == Adjustment.TotalReturn ? factors.Concat(factors.Dividends) : factors);
        return new(history.Venue, [.. history.Select(series => SeriesAdjuster.Adjust(series, history.Retrievals, factors, adjustment, date))], history.Asked) { Retrievals = history.Retrievals };
    }

    /// <summary>Returns bars with the prices and volumes that were traded, also of days that were fetched after an event and that KIS had
    /// adjusted for it.</summary>
    /// <remarks>Of days that KIS rounded to whole won, ticks show which prices were traded; <see cref="KlineAdjustment.Doubts"/> names those of
    /// which they do not. Daily bars are stored as traded, and need this only when KIS adjusts them in spite of that.</remarks>
    /// <param name="history">The bars as stored.</param>
    /// <param name="factors">The factors.</param>
    /// <exception cref="InvalidOperationException">The bars are adjusted already.</exception>
    public static KlineHistory AsTraded(this KlineHistory history, AdjustmentFactors factors) => history.Adjust(factors, adjustment: Adjustment.None);

    private static DateOnly Latest(KlineHistory history, IEnumerable<AdjustmentFactor> factors)
    {
        var dates = history.Where(series => series.Count > 0).Select(series => DateOnly.FromDateTime(series.Minutes[^1])).Concat(factors.SelectMany(factor => new[] { factor.Known, factor.Rescinded ?? factor.Known })).ToList();
        return dates.Count == 0 ? DateOnly.MinValue : dates.Max();
    }
}
