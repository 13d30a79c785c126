using Rhetenor.Data.Archive;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>The daily bars of an archive, year by year.</summary>
internal sealed class DailyBook(KlineArchive archive, KlineQuery query)
{
    private DailyYear? _year;
    private int _loaded;

    /// <summary>Gets the objects that could not be read.</summary>
    public List<StoreProblem> Problems { get; } = [];

    /// <summary>Reads the bars of a date's year. Dates ascend.</summary>
    public async ValueTask AddAsync(DateOnly date, CancellationToken cancellationToken)
    {
        if (_loaded == date.Year)
            return;
        _loaded = date.Year;
        _year = await archive.DailyYearsAsync(new KlineQuery(date, date, query.Symbols) { AsOf = query.AsOf }, Problems.Add, cancellationToken)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the daily bar of a symbol; null when it is not stored.</summary>
    public DailyBar? Find(string symbol, DateOnly date) => _year?.Find(symbol, date);
}
