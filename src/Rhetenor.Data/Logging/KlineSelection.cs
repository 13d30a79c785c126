namespace Rhetenor.Data;

/// <summary>The symbols to log, and the masters that show which of them are halted.</summary>
/// <param name="Symbols">The short codes (단축코드).</param>
/// <param name="Masters">The masters; may be empty.</param>
public sealed record KlineSelection(IReadOnlyList<string> Symbols, IReadOnlyList<MasterFile> Masters)
{
    /// <summary>Selects symbols from today's masters.</summary>
    /// <param name="downloader">Downloads the masters.</param>
    /// <param name="markets">The markets to search.</param>
    /// <param name="predicate">Whether a symbol is selected, such as <c>record => record["kospi50"] == "Y"</c>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <inheritdoc cref="MasterDownloader.DownloadAsync(Market, DateOnly, CancellationToken)" path="/exception"/>
    public static async Task<KlineSelection> FromMastersAsync(
        MasterDownloader downloader, IEnumerable<Market> markets, Func<MasterRecord, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(downloader);
        ArgumentNullException.ThrowIfNull(markets);
        ArgumentNullException.ThrowIfNull(predicate);
        var masters = new List<MasterFile>();
        foreach (var market in markets)
            masters.Add(await downloader.DownloadAsync(market, cancellationToken).ConfigureAwait(false));
        return new([.. masters.SelectMany(master => master).Where(predicate).Select(record => record.ShortCode)], masters);
    }
}
