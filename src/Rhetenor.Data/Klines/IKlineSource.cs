namespace Rhetenor.Data;

/// <summary>A source of minute bars (분봉). It returns the completed minutes of one symbol in one session (거래일). Only
/// <see cref="FetchAsync"/> must be implemented.</summary>
public interface IKlineSource
{
    /// <summary>Fetches the rows after one minute and up to another.</summary>
    /// <remarks>A source labels each row with the row's own date and time. It returns only minutes that were over, by the server's clock,
    /// when the server answered. An exception fails this symbol only.</remarks>
    /// <param name="request">The symbol and the minutes.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="RhetenorException">Some rows could not be fetched. No row is used.</exception>
    Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default);

    /// <summary>Gets the server's time as far as the source knows it; null uses the logger's clock.</summary>
    DateTimeOffset? ServerNow => null;

    /// <summary>Gets the server's time, and asks the server when it is not known yet. It decides which session is the latest, so that a
    /// host's wrong clock does not.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>By default <see cref="ServerNow"/>; null uses the logger's clock.</returns>
    /// <exception cref="RhetenorException">The server did not answer. The logger's clock is used.</exception>
    ValueTask<DateTimeOffset?> GetServerNowAsync(CancellationToken cancellationToken = default) => new(ServerNow);

    /// <summary>Occurs when the source has to wait before it can ask, such as for KIS's one token a minute. The argument is the time until which
    /// it waits, Korean time. By default it never occurs.</summary>
    event EventHandler<DateTimeOffset>? Waiting
    {
        add { }
        remove { }
    }

    /// <summary>Gets the maximum number of rows per call on a Korean date. It determines the cost of a catch-up.</summary>
    /// <param name="date">The Korean date of the session.</param>
    /// <returns>By default no limit: one call per request.</returns>
    int RowsPerCall(DateOnly date) => int.MaxValue;

    /// <summary>Gets the maximum number of symbols in a call for quotes. With it, live logging and catch-ups of today request minutes only of symbols that were
    /// traded since their last bar: see <see cref="KlineLoggerOptions.QuotesFirst"/>.</summary>
    /// <param name="venue">The venue.</param>
    /// <returns>By default 0: the source has no such call.</returns>
    int SymbolsPerQuote(Venue venue) => 0;

    /// <summary>Gets the quotes of several symbols in one call.</summary>
    /// <remarks>A symbol that the source does not know, or whose row is not usable, is left out: its minutes are requested.</remarks>
    /// <param name="venue">The venue.</param>
    /// <param name="symbols">The short codes, at most <see cref="SymbolsPerQuote"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="RhetenorException">There is no usable answer. The minutes of these symbols, and of those not asked about yet, are requested. Any other exception has the same effect.</exception>
    Task<IReadOnlyList<KlineQuote>> GetQuotesAsync(Venue venue, IReadOnlyList<string> symbols, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<KlineQuote>>([]);

    /// <summary>Gets the number of past sessions of a symbol that one call for daily bars (일봉) answers for. With it, stored bars that no coverage describes are given
    /// to the source as <see cref="KlineRequest.Stored"/>, so that it need not fetch what the daily bars prove.</summary>
    /// <param name="venue">The venue.</param>
    /// <returns>By default 0: the source proves nothing that is stored.</returns>
    int SessionsPerDailyCall(Venue venue) => 0;

    /// <summary>Gets the maximum number of calls per second, for forecasts. By default there is no limit.</summary>
    double CallsPerSecond => double.PositiveInfinity;
}
