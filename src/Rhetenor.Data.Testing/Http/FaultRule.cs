namespace Rhetenor.Data.Testing;

internal sealed class FaultRule(Func<SimulatedRequest, bool> condition, HttpFault fault)
{
    public Func<SimulatedRequest, bool> Condition { get; } = condition;

    public HttpFault Fault { get; } = fault;

    public int Skip { get; set; }

    public int TimesLeft { get; set; }

    public bool Counted { get; init; }

    public bool Takes(SimulatedRequest request)
    {
        if (TimesLeft == 0 || !Condition(request))
            return false;
        if (Skip > 0)
        {
            Skip--;
            return false;
        }

        if (Counted)
            TimesLeft--;
        return true;
    }
}
