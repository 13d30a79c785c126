namespace Rhetenor.Data.Testing;

/// <summary>The forms in which a <see cref="SimulatedKis"/> refuses too many requests (EGW00201).</summary>
public enum KisRefusalForm
{
    /// <summary>HTTP 500 with the code in the body.</summary>
    ServerError,

    /// <summary>HTTP 200 with <c>rt_cd</c> 1 and the code in the body.</summary>
    OkBody,

    /// <summary>Both forms in turn, starting with HTTP 500.</summary>
    Alternating,
}
