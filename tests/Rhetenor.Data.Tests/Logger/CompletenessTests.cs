namespace Rhetenor.Data.Tests.Logger;

public sealed class CompletenessTests
{
    private static readonly TradingSession Session = TradingSession.For(Venue.Krx, new DateOnly(2026, 5, 20))!;

    [Theory]
    // Bars through a minute, judged at a time of the day; final or not.
    [InlineData("11:00", false, "11:01:00", SymbolDayState.Open, "the session is not over.")]
    [InlineData("09:10", false, "08:59:00", SymbolDayState.Open, "the session is not over.")]
    [InlineData("11:00", false, "11:02:00", SymbolDayState.Partial, "the rest was not fetched.")]
    [InlineData("15:30", false, "15:40:00", SymbolDayState.Open, "the day's figures have not settled.")]
    [InlineData("15:30", false, "23:00:00", SymbolDayState.Partial, "it was not read whole since the day's figures settled.")]
    [InlineData("15:30", true, "23:00:00", SymbolDayState.Complete, null)]
    [InlineData("15:29", true, "23:00:00", SymbolDayState.Partial, "the rest was not fetched.")]
    [InlineData(null, false, "11:00:00", SymbolDayState.Doubtful, "no reason")]
    public void Bars_are_complete_when_they_were_read_to_the_end_after_settling(string? through, bool isFinal, string now, SymbolDayState state, string? reason)
    {
        var coverage = new KlineSymbolCoverage(SymbolDayState.Complete, through is null ? null : TimeOnly.Parse(through, null), isFinal, through is null ? "no reason" : null);
        var day = Judge(coverage, bars: 100, now);
        Assert.Equal((state, reason), (day.State, day.Reason));
    }

    [Theory]
    [InlineData(SymbolDayState.NoTrades)]
    [InlineData(SymbolDayState.Halted)]
    [InlineData(SymbolDayState.NotListed)]
    public void A_day_without_bars_is_what_its_final_coverage_says_unless_bars_contradict(SymbolDayState state)
    {
        var coverage = new KlineSymbolCoverage(state, LastTime, IsFinal: true);
        Assert.Equal(state, Judge(coverage, bars: 0, "23:00:00").State);
        Assert.Equal(SymbolDayState.Doubtful, Judge(coverage, bars: 1, "23:00:00").State);
    }

    [Theory]
    [InlineData(KlineWitnesses.MoneyChain | KlineWitnesses.Quote, 1_000, 800, true)] // trades outside the trading hours explain a fifth
    [InlineData(KlineWitnesses.MoneyChain | KlineWitnesses.Quote, 1_000, 799, false)]
    [InlineData(KlineWitnesses.MoneyChain | KlineWitnesses.LastMinute, 1_000, 700, true)] // proven to the end
    [InlineData(KlineWitnesses.MoneyChain | KlineWitnesses.DailyBar, 1_000, 799, false)] // it may be as old as the rows
    [InlineData(KlineWitnesses.SecondReading, 1_000, 799, false)]
    [InlineData(KlineWitnesses.MoneyChain | KlineWitnesses.DailyBar | KlineWitnesses.NextMaster, 1_000, 700, true)] // read when the master was known
    public void M3_the_next_master_contradicts_a_day_that_was_read_without_it(KlineWitnesses witnesses, long traded, long stored, bool isComplete)
    {
        var coverage = new KlineSymbolCoverage(SymbolDayState.Complete, LastTime, IsFinal: true) { Witnesses = witnesses };
        var day = Judge(new SymbolDayFacts(coverage, 100) { Shares = new(traded, stored) }, "23:00:00");
        Assert.Equal(isComplete ? (SymbolDayState.Complete, null) : (SymbolDayState.Doubtful, "the next session's master shows 1000 shares, the bars 799."), (day.State, day.Reason));
        Assert.Equal(isComplete ? null : Session.FirstMinute, day.AskFrom);
    }

    [Fact]
    public void Coverage_whose_bars_are_gone_proves_nothing()
    {
        var coverage = new KlineSymbolCoverage(SymbolDayState.Complete, LastTime, IsFinal: true);
        var day = Judge(coverage, bars: 0, "23:00:00");
        Assert.Equal((SymbolDayState.Missing, Session.FirstMinute), (day.State, day.AskFrom));
    }

    [Fact]
    public void A_failed_run_is_failed_or_partial_and_never_up_to_date()
    {
        Assert.Equal(SymbolDayState.Failed, Judge(new(null, 0) { Failure = "refused" }, "11:00:00").State);
        var partial = Judge(new(new(SymbolDayState.Complete, new(10, 0)), 60) { Failure = "refused" }, "11:00:00");
        Assert.Equal((SymbolDayState.Partial, "refused"), (partial.State, partial.Reason));
    }

    [Fact]
    public void M22_a_source_that_ends_early_is_not_complete()
    {
        var day = Judge(new(SymbolDayState.Complete, new(12, 0)), bars: 180, "23:00:00");
        Assert.Equal((SymbolDayState.Partial, Session.FirstMinute), (day.State, day.AskFrom));
    }

    private static TimeOnly LastTime => TimeOnly.FromDateTime(Session.LastMinute);

    private static SymbolDay Judge(KlineSymbolCoverage coverage, int bars, string now) => Judge(new SymbolDayFacts(coverage, bars), now);

    private static SymbolDay Judge(in SymbolDayFacts facts, string now) =>
        Completeness.Judge("005930", Session, KoreaTime.At(Session.Date, TimeOnly.Parse(now, null)), facts);
}
