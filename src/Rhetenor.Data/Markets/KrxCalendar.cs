using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <summary>The closures of the Korea Exchange (한국거래소) from 2020 to 2027, embedded. Performs no I/O.</summary>
/// <remarks>Weekends are closed in all years. A weekday outside the table is <see cref="MarketDay.Unknown"/>. Closures are announced year
/// by year, some of them (elections, mourning) at short notice.</remarks>
public sealed class KrxCalendar : IMarketCalendar
{
    private KrxCalendar()
    {
    }

    /// <summary>Gets the only instance.</summary>
    public static IMarketCalendar Instance { get; } = new KrxCalendar();

    /// <summary>Gets the kind of a Korean date according to the table.</summary>
    public static MarketDay GetDay(DateOnly date) => KrxClosures.GetDay(date);

    /// <inheritdoc/>
    public ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default) => new(GetDay(date));
}
