namespace Rhetenor.Data;

/// <summary>The source of minute bars (분봉): the completed minutes of one symbol in one session. Only
/// <see cref="FetchAsync"/> has to be implemented.</summary>
public interface IKlineSource
{
    /// <summary>Fetches the rows after one minute and up to another.</summary>
    /// <remarks>A source labels each row with the row's own date and time, and gives only minutes that were over, by the
    /// server's clock, when it answered. An exception fails this symbol; the others go on.</remarks>
    /// <param name="request">The symbol and the minutes.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="RhetenorException">The rows could not all be had: none is used.</exception>
    Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default);

    /// <summary>Gets the server's time as far as the source knows it; null for the logger's clock.</summary>
    DateTimeOffset? ServerNow => null;

    /// <summary>Gets how many rows one call gives at most for a Korean date. It decides what a catch-up costs.</summary>
    /// <param name="date">The Korean date of the session.</param>
    /// <returns>By default any number: one call a request.</returns>
    int RowsPerCall(DateOnly date) => int.MaxValue;

    /// <summary>Gets how many calls a second the source is asked at most, for forecasts; by default without limit.</summary>
    double CallsPerSecond => double.PositiveInfinity;
}
