using Charts;
using Rhetenor.Data;
using Rhetenor.Data.Testing;
using Spectre.Console;

namespace QuickStart;

/// <summary>Catches up a session twice, reads it back and draws its candles.</summary>
internal static class KlineDemo
{
    public static async Task RunAsync(MasterFile master, KisTruth truth, IObjectStore store, string folder)
    {
        var klines = new Klines(store, truth, master.Date ?? KoreaTime.Today(TimeProvider.System));
        AnsiConsole.MarkupLine($"\nMinutes of the {klines.Symbols.Count} largest KOSPI shares, from [bold]a simulated KIS[/]:");
        var first = Console.IsOutputRedirected
            ? await klines.CatchUpAsync()
            : await AnsiConsole.Progress().StartAsync(context => ShowAsync(klines, context.AddTask("minutes")));
        Console.WriteLine($"  first run   {first}");
        Console.WriteLine($"  second run  {await klines.CatchUpAsync()}");
        first.EnsureComplete();

        var session = first.Session;
        var (bars, stored) = await klines.ReadAsync(session.Date);
        Console.WriteLine($"Read back: {bars} from {stored.Objects.Count} object(s), such as {stored.Objects[0].Key}");
        var symbol = klines.Symbols.First(symbol => symbol.Kind != KisSymbolKind.Halted);
        // The base price of real sessions is in the day's master, as it is in the simulated one.
        var chart = CandleChart.OfSession(session, bars[symbol.Code], truth.BasePrice(session.Date, symbol.Code));
        var day = chart.Figures;
        var path = Path.GetFullPath(Path.Join(folder, "chart.html"));
        await File.WriteAllTextAsync(path, ChartPage.Write(symbol.Name, symbol.Code, "All prices are simulated.", chart));
        Console.WriteLine($"{symbol.Name} {symbol.Code}: close of {day.ClosedAt:HH:mm} {day.Close:N0} won, {day.Change:+#,0;-#,0;0} from {day.BasePrice:N0} ({day.Change / day.BasePrice:+0.00%;-0.00%;0.00%})");
        Console.WriteLine($"Candle chart of {symbol.Code}: {path}");
    }

    private static async Task<CatchUpReport> ShowAsync(Klines klines, ProgressTask task)
    {
        var report = await klines.CatchUpAsync(new Bar(task));
        task.Value = task.MaxValue;
        return report;
    }

    private sealed class Bar(ProgressTask task) : IProgress<CatchUpProgress>
    {
        private readonly Lock _gate = new();

        public void Report(CatchUpProgress value)
        {
            lock (_gate)
                (task.MaxValue, task.Value) = (Math.Max(1, value.Total), value.Total == 0 ? 1 : Math.Max(task.Value, value.Done));
        }
    }
}
