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
    Empty,
    CutOut,
    Stray,
    StrangeTime,
    Blank,

    // Those that follow are final for the call, or may be.
    TokenRejected,
    Rejected,
    NoRows,
}

/// <summary>Draws faults and knows their answers.</summary>
internal static class BrokerFaults
{
    // Wrong rows are the hardest to tell from answers: they come more often than others.
    public static BrokerFault Draw(SimulationRandom random, bool passesOnly) => random.Chance(25)
        ? passesOnly ? BrokerFault.Empty : random.Of(BrokerFault.Empty, BrokerFault.Blank, BrokerFault.CutOut, BrokerFault.Stray)
        : (BrokerFault)random.Between((int)BrokerFault.NoConnection, (int)(passesOnly ? BrokerFault.Empty : BrokerFault.NoRows));

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
