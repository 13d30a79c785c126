namespace Rhetenor.Data.Tests.Logger;

/// <summary>Reports name what is not complete, and why.</summary>
public sealed class ReportTextTests
{
    private static readonly TradingSession Session = TradingSession.For(Venue.Krx, new DateOnly(2026, 1, 26))!;

    [Fact]
    public void Symbols_are_grouped_by_the_reason()
    {
        var symbols = Enumerable.Range(0, 20).Select(i => Outcome($"{i:D6}", i < 16 ? "KIS answered with no row at all." : i < 18 ? "it was not reached." : null)).ToList();
        symbols[19] = symbols[19] with { Witnesses = KlineWitnesses.Quote | KlineWitnesses.MoneyChain, Reason = "the value is off." };
        var report = Report(symbols, [new("a/key", "it is torn.")]);
        const string Line = "2026-01-26 J: 2 complete, 18 failed; 0 new bars, 0 revised, 0 unchanged; 0 calls, 0 objects";
        Assert.Equal(Line, report.ToString());
        Assert.Equal($"""
            {Line}
            16 symbols: KIS answered with no row at all: 000000, 000001, 000002, 000003, 000004, 000005, … and 10 more
            2 symbols: it was not reached: 000016, 000017

            proven by:
            1 symbol: complete: money chain, quote
            1 symbol: complete: no witness noted

            remarks:
            1 symbol: the value is off: 000019

            objects that cannot be read completely: 1
            a/key
                it is torn.

            """, report.ToText());
        Assert.Equal(report.ToText(), OddCulture.Run(report.ToText));
        Assert.Equal("2026-01-26 J: 1 complete; 0 new bars, 0 revised, 0 unchanged; 0 calls, 0 objects\n\nproven by:\n1 symbol: complete: no witness noted\n", Report([Outcome("005930", null)], []).ToText());
    }

    [Fact]
    public void Many_reasons_are_cut()
    {
        var report = Report([.. Enumerable.Range(0, 15).Select(i => Outcome($"{i:D6}", $"reason {i:D2}."))], []);
        Assert.Equal(14, report.ToText().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.EndsWith("1 symbol: reason 11: 000011\nand 3 more reasons\n", report.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Coverage_names_the_symbols_of_each_reason()
    {
        var coverage = Coverage(
            new() { Symbol = "000660", State = SymbolDayState.Partial, Bars = 3, AskFrom = Session.FirstMinute, Reason = "it was halted." },
            new() { Symbol = "005930", State = SymbolDayState.Missing, Bars = 0, AskFrom = Session.FirstMinute },
            new() { Symbol = "035420", State = SymbolDayState.Missing, Bars = 0, AskFrom = Session.FirstMinute });
        Assert.EndsWith("\nwhy:\n2 symbols: nothing is stored, and coverage gives no reason: 005930, 035420\n1 symbol: it was halted: 000660\n", coverage.ToText(), StringComparison.Ordinal);
        Assert.Contains("\n1 symbol day: it was halted: 000660\n", (coverage with
        {
            Sessions = [coverage.Sessions[0], coverage.Sessions[0] with { Symbols = [.. coverage.Sessions[0].Symbols
            .Select(day => day with { State = SymbolDayState.Complete, Reason = null })] }]
        }).ToText(), StringComparison.Ordinal);
    }

    private static CoverageReport Coverage(params SymbolDay[] days) => new()
    {
        Venue = Venue.Krx,
        From = Session.Date,
        To = Session.Date,
        Made = Session.End,
        Sessions = [new() { Session = Session, Symbols = days }],
        Problems = [],
    };

    private static CatchUpReport Report(IReadOnlyList<SymbolOutcome> symbols, IReadOnlyList<StoreProblem> problems) =>
        new() { Session = Session, Symbols = symbols, Objects = [], Problems = problems, Started = Session.End, Finished = Session.End };

    private static SymbolOutcome Outcome(string symbol, string? reason) => new()
    {
        Symbol = symbol,
        State = reason is null ? SymbolDayState.Complete : SymbolDayState.Failed,
        NewBars = 0,
        RevisedBars = 0,
        UnchangedBars = 0,
        Calls = 0,
        Reason = reason,
    };
}
