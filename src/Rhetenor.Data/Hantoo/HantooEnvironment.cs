namespace Rhetenor.Data;

/// <summary>The two KIS systems. Keys of one are not valid for the other.</summary>
public enum HantooEnvironment
{
    /// <summary>Real accounts: <c>https://openapi.koreainvestment.com:9443</c>.</summary>
    Production,

    /// <summary>Paper trading (모의투자): <c>https://openapivts.koreainvestment.com:29443</c>. It provides only today's minutes,
    /// without dated minutes and holidays, and refuses connections on weekends.</summary>
    Paper,
}
