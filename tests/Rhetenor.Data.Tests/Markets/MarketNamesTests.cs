namespace Rhetenor.Data.Tests.Markets;

public sealed class MarketNamesTests
{
    [Fact]
    public void Names_are_read_in_any_case_and_written_in_one()
    {
        foreach (var market in MarketNames.All)
        {
            Assert.Equal(market, MarketNames.Parse(market.ToKey()));
            Assert.Equal(market, MarketNames.Parse(market.ToKey().ToUpperInvariant()));
        }

        Assert.Equal(["kospi", "kosdaq", "konex"], MarketNames.All.Select(MarketNames.ToKey));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../kospi")]
    [InlineData("theme")]
    public void What_is_no_market_is_refused_and_named(string name)
    {
        Assert.Contains($"'{name}'", Assert.Throws<FormatException>(() => MarketNames.Parse(name)).Message, StringComparison.Ordinal);
        Assert.False(MarketNames.TryParse(name, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Market)7).ToKey());
    }
}
