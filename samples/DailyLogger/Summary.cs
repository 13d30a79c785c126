using System.Globalization;
using Rhetenor.Data;
using Spectre.Console;

namespace DailyLogger;

/// <summary>Prints the result of a run.</summary>
internal static class Summary
{
    private const int Shown = 10;

    public static void Write(IReadOnlyList<CatchUpReport> reports, TimeSpan took, double callsPerSecond)
    {
        var table = Columns("session", ">final", ">open", ">incomplete", ">new bars", ">revised", ">unchanged", ">calls", ">objects", ">seconds");
        foreach (var report in reports)
        {
            table.AddRow(
                Name(report.Session), Text(report.Symbols.Count(symbol => symbol.IsFinal)), Text(report.Count(SymbolDayState.Open)), Text(report.Symbols.Count(symbol => !symbol.IsComplete)),
                Text(report.NewBars), Text(report.RevisedBars), Text(report.UnchangedBars), Text(report.Calls), Text(report.Objects.Count),
                Text((long)(report.Finished - report.Started).TotalSeconds));
        }

        AnsiConsole.Write(table);
        var calls = reports.Sum(report => report.Calls);
        if (calls > 0 && took > TimeSpan.Zero)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calls:N0} calls in {took.TotalSeconds:N1} s; the pace of {callsPerSecond:N1} a second allows {calls / callsPerSecond:N1} s."));
        var open = reports.SelectMany(report => report.Symbols.Where(symbol => !symbol.IsComplete).Select(symbol => (report, symbol))).ToList();
        foreach (var (report, symbol) in open.Take(Shown))
            Console.WriteLine($"{Name(report.Session)} {symbol.Symbol} {(symbol.Through is { } time ? $"up to {time:HH:mm}" : "nothing")}: {symbol.Reason}");
        if (open.Count > Shown)
            Console.WriteLine($"... and {open.Count - Shown} more.");
        foreach (var note in Notes(reports))
            Console.WriteLine(note);
        foreach (var problem in reports.SelectMany(report => report.Problems).Take(Shown))
            Console.WriteLine($"Unreadable in the store: {problem.Key}: {problem.Message}");
    }

    /// <summary>Returns a line for each session that can still have more bars or other figures.</summary>
    public static IEnumerable<string> Notes(IReadOnlyList<CatchUpReport> reports)
    {
        foreach (var report in reports.Where(report => report.Count(SymbolDayState.Open) > 0))
            yield return string.Create(CultureInfo.InvariantCulture, $"{Name(report.Session)}: so far; final after {report.Session.SettledAt:HH:mm} (KST), by a run after that.");
        if (reports.Count > 0 && reports[^1].Unfinished is { Count: > 0 } unfinished)
            yield return string.Create(CultureInfo.InvariantCulture, $"Not final yet: {string.Join(", ", unfinished.Select(date => $"{date:yyyy-MM-dd}"))}. Each run without dates tries again, live logging every hour after the close.");
    }

    public static void Write(IReadOnlyList<CatchUpPlan> plans)
    {
        var table = Columns("session", ">to ask for", ">up to date", ">calls at most", ">objects at most");
        foreach (var plan in plans)
            table.AddRow(Name(plan.Session), Text(plan.Symbols), Text(plan.UpToDate), Text(plan.CallsAtMost), Text(plan.ObjectsAtMost));
        AnsiConsole.Write(table);
        if (plans.Count > 0)
            Console.WriteLine($"{Text(plans.Sum(plan => plan.CallsAtMost))} calls at most; done at {plans[^1].EarliestFinish.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} (KST) at the earliest, when begun now.");
    }

    private static Table Columns(params IEnumerable<string> headers)
    {
        var table = new Table().RoundedBorder();
        foreach (var header in headers)
        {
            var column = new TableColumn(header.TrimStart('>')).NoWrap();
            table.AddColumn(header.StartsWith('>') ? column.RightAligned() : column);
        }

        return table;
    }

    private static string Name(TradingSession session) => $"{session.Date:yyyy-MM-dd} {session.Venue.ToCode()}";

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
