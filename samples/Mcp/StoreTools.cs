using System.ComponentModel;
using System.Globalization;
using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using Rhetenor.Data;

namespace Mcp;

/// <summary>The questions about a store that an assistant can ask. Each tool reads, and returns text.</summary>
[McpServerToolType]
internal sealed class StoreTools(KlineArchive archive, MasterDownloader masters)
{
    private const int MostChanges = 200;

    [McpServerTool(Name = "held_days", ReadOnly = true)]
    [Description("Which sessions (거래일) of a range the store of one-minute bars holds, and what is missing of which symbols, and why.")]
    public Task<string> HeldDaysAsync(
        [Description("First Korean date, yyyy-MM-dd")] DateOnly from, [Description("Last Korean date, yyyy-MM-dd")] DateOnly to, CancellationToken cancellationToken) => AnswerAsync(async () =>
    {
        var report = await archive.ReportCoverageAsync(new(from, to), cancellationToken: cancellationToken);
        return report.ToText();
    });

    [McpServerTool(Name = "explain_bar", ReadOnly = true)]
    [Description("Where the bar of a minute comes from: each stored value with its object and the time of its retrieval, and which witnesses prove the symbol's day.")]
    public Task<string> ExplainBarAsync(
        [Description("Short code (단축코드), such as 005930")] string symbol, [Description("Start of the minute, Korean time, yyyy-MM-ddTHH:mm:ss")] DateTime minute, CancellationToken cancellationToken) => AnswerAsync(async () =>
    {
        var date = DateOnly.FromDateTime(minute);
        var text = new StringBuilder();
        foreach (KlineVersion version in await archive.ReadVersionsAsync(symbol, minute, cancellationToken))
            text.AppendLine(CultureInfo.InvariantCulture, $"{version.Kline}\n    retrieved {version.Retrieval:yyyy-MM-dd HH:mm:ss} into {version.Key}");
        if (text.Length == 0)
            text.AppendLine("No bar of this minute is stored.");
        var report = await archive.ReportCoverageAsync(KlineQuery.Day(date, symbol), cancellationToken: cancellationToken);
        foreach (SymbolDay day in report.Sessions.SelectMany(session => session.Symbols))
            text.AppendLine(CultureInfo.InvariantCulture, $"The day {date:yyyy-MM-dd} of {day.Symbol}: {day.State}, {day.Bars} bars; witnesses: {day.Witnesses}{(day.Reason is null ? "" : $"; {day.Reason}")}");
        return text.ToString();
    });

    [McpServerTool(Name = "master_changes", ReadOnly = true)]
    [Description("What changed in the masters (종목마스터) in a range: listings, delistings, names, halts, splits and other resets of the base price, with evidence.")]
    public Task<string> MasterChangesAsync(
        [Description("First Korean date, yyyy-MM-dd")] DateOnly from, [Description("Last Korean date, yyyy-MM-dd")] DateOnly to,
        [Description("Short code; omit it for all instruments")] string? symbol = null, CancellationToken cancellationToken = default) => AnswerAsync(async () =>
    {
        var history = await masters.LoadHistoryAsync(from.AddDays(-7), to, cancellationToken: cancellationToken);
        var changes = history.Changes(from, to).Where(change => symbol is null || change.ShortCode == symbol).ToList();
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{changes.Count} changes");
        foreach (MasterChange change in changes.Take(MostChanges))
        {
            text.AppendLine(change.ToString());
            foreach (var evidence in symbol is null ? [] : change.Evidence)
                text.AppendLine(CultureInfo.InvariantCulture, $"    {evidence}");
        }

        return text.ToString();
    });

    [McpServerTool(Name = "verify", ReadOnly = true)]
    [Description("Reads every object of a range again and says whether the store is sound, doubtful or damaged.")]
    public Task<string> VerifyAsync(
        [Description("First Korean date, yyyy-MM-dd")] DateOnly from, [Description("Last Korean date, yyyy-MM-dd")] DateOnly to, CancellationToken cancellationToken) => AnswerAsync(async () =>
    {
        var report = await archive.VerifyAsync(from, to, cancellationToken: cancellationToken);
        return report.ToText();
    });

    // The message of an exception is of use to an assistant; that of an McpException reaches it.
    private static async Task<string> AnswerAsync(Func<Task<string>> answer)
    {
        try
        {
            return await answer();
        }
        catch (Exception exception) when (exception is RhetenorException or ArgumentException)
        {
            throw new McpException(exception.Message);
        }
    }
}
