namespace Rhetenor.Data.Tests.Markets;

public sealed class ShortCodeTests
{
    [Theory]
    [InlineData("005930", true, true)]
    [InlineData("Q500061", true, true)]
    [InlineData("0000D0", true, true)]
    [InlineData("123456789", true, true)]
    [InlineData("A005930", false, true)]
    [InlineData("00593", false, true)]
    [InlineData("q500061", false, true)]
    [InlineData("123456789012", false, true)]
    [InlineData("1234567890123", false, false)]
    [InlineData("00593 ", false, false)]
    [InlineData("005930가", false, false)]
    [InlineData("", false, false)]
    [InlineData(null, false, false)]
    public void Codes_are_asked_for_as_the_exchange_gives_them_and_objects_may_have_more(string? text, bool isCode, bool isSymbol)
    {
        Assert.Equal(isSymbol, ShortCode.IsSymbol(text));
        Check(isCode, () => ShortCode.Check(text, "x"));
        Check(isSymbol, () => ShortCode.CheckSymbol(text, "x"));

        void Check(bool isRight, Func<object> check)
        {
            if (isRight)
                Assert.Equal(text, check());
            else
                Assert.Contains($"'{text}'", Assert.Throws<ArgumentException>("x", check).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_code_with_the_exchange_s_prefix_is_refused_with_the_code_that_KIS_has() =>
        Assert.Contains("as 005930", Assert.Throws<ArgumentException>("x", () => ShortCode.Check("A005930", "x")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_list_has_each_code_once_and_at_least_one()
    {
        Assert.Equal(["005930", "000660"], ShortCode.CheckAll(["005930", "000660"], "x"));
        Assert.Throws<ArgumentException>("x", () => ShortCode.CheckAll([], "x"));
        Assert.Contains("'005930' is duplicated", Assert.Throws<ArgumentException>("x", () => ShortCode.CheckAll(["005930", "000660", "005930"], "x")).Message, StringComparison.Ordinal);
    }
}
