using Microsoft.Extensions.Logging;
using Rhetenor.Data;

namespace HostedWorker;

/// <summary>Logs the report after each write, and each symbol of it that failed. Other programs would notify somebody here.</summary>
internal sealed partial class Reports(ILogger<Reports> logger) : IProgress<CatchUpReport>
{
    public void Report(CatchUpReport value)
    {
        Stored(value);
        foreach (var outcome in value.Symbols.Where(outcome => outcome.State is SymbolDayState.Failed or SymbolDayState.Doubtful))
            Failed(outcome.Symbol, value.Session.Date, outcome.Reason);
    }

    [LoggerMessage(LogLevel.Information, "{Report}")]
    private partial void Stored(CatchUpReport report);

    [LoggerMessage(LogLevel.Warning, "{Symbol} on {Date:yyyy-MM-dd}: {Reason}")]
    private partial void Failed(string symbol, DateOnly date, string? reason);
}
