using System.Reflection;
using Microsoft.CodeAnalysis;
using Rhetenor.Data.Tests.House;

namespace Rhetenor.Data.Tests.Feeds;

/// <summary>The strategy of the samples is the same program over stored bars and live ones, and so is what it prints.</summary>
[Collection(nameof(QuietConsole))]
public sealed class FeedSampleTests
{
    private const string Strategy = "/// <summary>The strategy:";

    [Fact]
    public void The_strategy_is_the_same_text() => Assert.Equal(Part("samples/backtest-feed.cs"), Part("samples/live-feed.cs"));

    [Fact]
    public async Task A_strategy_gives_the_same_over_stored_bars_and_over_a_day_that_is_logged_live()
    {
        var (backtest, live) = (await RunAsync("samples/backtest-feed.cs"), await RunAsync("samples/live-feed.cs"));
        Assert.Contains("2026-11-20  equity", backtest, StringComparison.Ordinal);
        Assert.Contains("2026-11-20  00", backtest, StringComparison.Ordinal);
        Assert.StartsWith("Simulated prices", live, StringComparison.Ordinal);
        Assert.Equal(WithoutFirstLine(backtest), WithoutFirstLine(live));
    }

    private static string Part(string path) => Repository.Read(path)[Repository.Read(path).IndexOf(Strategy, StringComparison.Ordinal)..];

    private static string WithoutFirstLine(string text) => text[text.IndexOf('\n')..];

    private static async Task<string> RunAsync(string path)
    {
        using var image = new MemoryStream();
        Assert.Equal([], CallingCode.Compile([Repository.Read(path)]).Emit(image).Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error));
        var program = Assembly.Load(image.ToArray()).EntryPoint!;
        var (console, output) = (Console.Out, new StringWriter());
        try
        {
            Console.SetOut(output);
            Assert.Equal(0, await Task.Run(() => (int)program.Invoke(null, [Array.Empty<string>()])!));
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }
}

/// <summary>What is printed is caught while no other test prints.</summary>
[CollectionDefinition(nameof(QuietConsole), DisableParallelization = true)]
public sealed class QuietConsole;
