using System.Net;

namespace Rhetenor.Data.Simulation;

/// <summary>What can happen to a call.</summary>
internal enum BrokerFault
{
    None,
    NoConnection,
    Silence,
    Reset,
    CutShort,
    BrokenJson,
    Unavailable,
    RateLimited,
    RateLimitedInA200,

    // Those that follow are final for the call, or may be.
    TokenRejected,
    Rejected,
    NoRows,
    StrangeTime,

    // Rows that are not those asked for.
    Empty,
    Blank,
    CutOut,
    CutTail,
    Stray,
    OtherDay,
    Stale,

    // Right rows, and other facts that contradict them.
    LaggingQuote,
    FalseTotals,

    // A calendar that is wrong.
    FalseHolidays,
}

/// <summary>Draws faults and knows their answers.</summary>
internal static class BrokerFaults
{
    /// <param name="random">The seed's numbers.</param>
    /// <param name="isCalm">Only what a run survives within its retry budget.</param>
    /// <param name="hasFalseRows">Whether rows may be false; otherwise the quotes and totals may be. Nobody could tell if both were.</param>
    public static BrokerFault Draw(SimulationRandom random, bool isCalm, bool hasFalseRows)
    {
        if (isCalm)
            return hasFalseRows && random.Chance(30) ? BrokerFault.Empty : (BrokerFault)random.Between((int)BrokerFault.NoConnection, (int)BrokerFault.RateLimitedInA200);
        return random.Chance(65) ? (BrokerFault)random.Between((int)BrokerFault.NoConnection, (int)BrokerFault.StrangeTime)
            : hasFalseRows ? (BrokerFault)random.Between((int)BrokerFault.Empty, (int)BrokerFault.Stale)
            : (BrokerFault)random.Between((int)BrokerFault.Stale, (int)BrokerFault.FalseTotals);
    }

    public static (HttpStatusCode Status, byte[] Body)? Error(BrokerFault fault) => fault switch
    {
        BrokerFault.Unavailable => (HttpStatusCode.ServiceUnavailable, "<html>busy</html>"u8.ToArray()),
        BrokerFault.RateLimited => (HttpStatusCode.InternalServerError, BrokerReplies.Error("EGW00201")),
        BrokerFault.RateLimitedInA200 => (HttpStatusCode.OK, BrokerReplies.Error("EGW00201")),
        BrokerFault.TokenRejected => (HttpStatusCode.InternalServerError, BrokerReplies.Error("EGW00123")),
        BrokerFault.Rejected => (HttpStatusCode.OK, BrokerReplies.Error("OPSQ0008")),
        BrokerFault.NoRows => (HttpStatusCode.OK, "{\"rt_cd\":\"0\",\"msg_cd\":\"MCA00000\",\"msg1\":\"ok\"}"u8.ToArray()),
        _ => null,
    };
}
