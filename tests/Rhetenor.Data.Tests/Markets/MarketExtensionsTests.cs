namespace Rhetenor.Data.Tests.Markets;

public sealed class MarketExtensionsTests
{
    [Fact]
    public void Names_are_read_in_any_case_and_written_in_one()
    {
        foreach (var market in Market.All)
        {
            Assert.Equal(market, Market.Parse(market.ToKey()));
            Assert.Equal(market, Market.Parse(market.ToKey().ToUpperInvariant()));
        }

        Assert.Equal(["kospi", "kosdaq", "konex"], Market.All.Select(market => market.ToKey()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../kospi")]
    [InlineData("theme")]
    public void What_is_no_market_is_refused_with_the_names_that_are_allowed(string name)
    {
        Assert.Equal($"'{name}' is not a market; allowed: kospi, kosdaq, konex.", Assert.Throws<FormatException>(() => Market.Parse(name)).Message);
        Assert.False(Market.TryParse(name, out _));
        Assert.False(Market.TryParse(null, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Market)7).ToKey());
    }

    [Fact]
    public void Codes_of_venues_are_read_as_they_are_written()
    {
        Assert.Equal(["J", "NX", "UN"], Venue.All.Select(venue => venue.ToCode()));
        Assert.Equal(Venue.All, Venue.All.Select(venue => Venue.Parse(venue.ToCode())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("j")]
    [InlineData("NXT")]
    public void What_is_no_venue_is_refused_with_the_codes_that_are_allowed(string code)
    {
        Assert.Equal($"'{code}' is not a venue; allowed: J, NX, UN.", Assert.Throws<FormatException>(() => Venue.Parse(code)).Message);
        Assert.False(Venue.TryParse(code, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Venue)7).ToCode());
    }
}
