using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The symbols to log, and the masters that show which of them are halted.</summary>
/// <param name="Symbols">The short codes (단축코드).</param>
/// <param name="Masters">The masters; may be empty.</param>
public sealed record KlineSelection(IReadOnlyList<string> Symbols, IReadOnlyList<MasterFile> Masters)
{
    /// <summary>Returns the numbers of symbols and masters in one line.</summary>
    public override string ToString() => $"{Texts.Count(Symbols.Count, "symbol")}, {Texts.Count(Masters.Count, "master")}";

    /// <summary>Selects the symbols of a universe from the masters of a day.</summary>
    /// <param name="downloader">Downloads the masters.</param>
    /// <param name="universe">The universe.</param>
    /// <param name="date">The day, Korean date; null for today.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <inheritdoc cref="MasterDownloader.DownloadAsync(Market, DateOnly, CancellationToken)" path="/exception"/>
    public static async Task<KlineSelection> FromMastersAsync(
        MasterDownloader downloader, Universe universe, DateOnly? date = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(universe);
        var all = await FromMastersAsync(downloader, universe.Markets, static _ => true, date, cancellationToken).ConfigureAwait(false);
        return all with { Symbols = [.. universe.Select(all.Masters).Select(record => record.ShortCode)] };
    }

    /// <summary>Selects symbols from the masters of a day.</summary>
    /// <param name="downloader">Downloads the masters.</param>
    /// <param name="markets">The markets to search.</param>
    /// <param name="predicate">Whether a symbol is selected, such as <c>record => record["kospi50"] == "Y"</c>.</param>
    /// <param name="date">The Korean date, such as that of a session; null for today. Of a past day whose master is not stored, the
    /// last stored one before it is used, and today's if there is none: DWS has no other.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <inheritdoc cref="MasterDownloader.DownloadAsync(Market, DateOnly, CancellationToken)" path="/exception"/>
    public static async Task<KlineSelection> FromMastersAsync(
        MasterDownloader downloader, IEnumerable<Market> markets, Func<MasterRecord, bool> predicate, DateOnly? date = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(downloader);
        ArgumentNullException.ThrowIfNull(markets);
        ArgumentNullException.ThrowIfNull(predicate);
        var masters = new List<MasterFile>();
        foreach (var market in markets)
            masters.Add(await OfAsync(downloader, market, date, cancellationToken).ConfigureAwait(false));

        // Masters in force may be of different days, and then have an instrument that moved between markets twice.
        return new([.. masters.SelectMany(master => master).Where(predicate).Select(record => record.ShortCode).Distinct(StringComparer.Ordinal)], masters);
    }

    private static async Task<MasterFile> OfAsync(MasterDownloader downloader, Market market, DateOnly? date, CancellationToken cancellationToken)
    {
        try
        {
            if (date is { } day)
                return await downloader.InForceAsync(market, day, cancellationToken).ConfigureAwait(false);
        }
        catch (MasterNotAvailableException)
        {
            // Neither the day nor one shortly before it was stored.
        }

        return await downloader.DownloadAsync(market, cancellationToken).ConfigureAwait(false);
    }
}
