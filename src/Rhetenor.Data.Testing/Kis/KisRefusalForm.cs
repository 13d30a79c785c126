namespace Rhetenor.Data.Testing;

/// <summary>How a <see cref="SimulatedKis"/> says that there were too many requests (EGW00201).</summary>
public enum KisRefusalForm
{
    /// <summary>HTTP 500 with the code in the body.</summary>
    ServerError,

    /// <summary>HTTP 200 with <c>rt_cd</c> 1 and the code in the body.</summary>
    OkBody,

    /// <summary>One and the other in turn, beginning with HTTP 500.</summary>
    Alternating,
}
