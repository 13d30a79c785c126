namespace Rhetenor.Data;

/// <summary>Which of the two KIS systems is spoken to. Keys of one are not valid on the other.</summary>
public enum HantooEnvironment
{
    /// <summary>Real accounts: <c>https://openapi.koreainvestment.com:9443</c>.</summary>
    Production,

    /// <summary>Paper trading (모의투자): <c>https://openapivts.koreainvestment.com:29443</c>. It has only the minutes of
    /// today, no dated ones and no holidays, and refuses connections on weekends.</summary>
    Paper,
}
