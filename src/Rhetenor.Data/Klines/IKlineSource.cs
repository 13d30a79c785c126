namespace Rhetenor.Data;

/// <summary>Where minute bars come from: the completed minutes of one symbol in one session.</summary>
public interface IKlineSource
{
    /// <summary>Rows one call gives at most for a date, which decides what a catch-up costs.</summary>
    /// <param name="date">The Korean date of the session.</param>
    int RowsPerCall(DateOnly date);

    /// <summary>Calls a second the source is asked at most, for forecasts.</summary>
    double CallsPerSecond { get; }

    /// <summary>Fetches the rows after one minute and up to another.</summary>
    /// <remarks>A source labels each row with the row's own date and time, and gives only minutes that were over, by the
    /// server's clock, when it answered.</remarks>
    /// <exception cref="RhetenorException">The rows could not all be had: none is to be used.</exception>
    Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default);

    /// <summary>The server's time: the source's own clock as far as it is known, else the host's.</summary>
    DateTimeOffset Now { get; }
}
