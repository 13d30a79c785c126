using Microsoft.Extensions.Logging;
using Rhetenor.Data;

namespace HostedWorker;

/// <summary>Logs each symbol that a report calls incomplete. The library logs the report itself, as a line.</summary>
internal sealed class Reports(ILogger<Reports> logger) : IProgress<CatchUpReport>
{
    public void Report(CatchUpReport value)
    {
        foreach (var outcome in value.Symbols.Where(outcome => !outcome.IsComplete))
            logger.LogWarning("{Symbol} of {Session}: {Reason}", outcome.Symbol, value.Session, outcome.Reason);
    }
}
