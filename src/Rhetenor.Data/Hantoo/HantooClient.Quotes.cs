using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

public sealed partial class HantooClient
{
    internal const string QuotesTrId = "FHKST11300006";
    private const string QuotesPath = "/uapi/domestic-stock/v1/quotations/intstock-multprice";
    private const int SymbolsOfQuotes = 30;

    /// <inheritdoc/>
    /// <value>30 of KRX in production. Paper trading has no such call, and other venues are not documented.</value>
    public int SymbolsPerQuote(Venue venue) => HasPagesByDate && venue == Venue.Krx ? SymbolsOfQuotes : 0;

    /// <summary>Gets the quotes of at most 30 symbols in one call (관심종목 시세조회, FHKST11300006).</summary>
    /// <param name="venue">The venue: KRX.</param>
    /// <param name="symbols">The short codes (단축코드).</param>
    /// <param name="cancellationToken">Cancels waiting and sending.</param>
    /// <returns>The quotes that can be used. Symbols that KIS does not know, left out, or sent twice or without a number, are missing.</returns>
    /// <exception cref="ArgumentException">A short code is not valid or is duplicated, there are too many, or the venue has no such call.</exception>
    /// <exception cref="HantooException">KIS did not give a usable answer, or the token cache is unsafe.</exception>
    public Task<IReadOnlyList<KlineQuote>> GetQuotesAsync(Venue venue, IReadOnlyList<string> symbols, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        RequireProduction(QuotesTrId, "quotes of several symbols");
        if (venue != Venue.Krx)
            throw new ArgumentException($"KIS has quotes of several symbols of J only, not of {venue.ToCode()}.", nameof(venue));
        if (symbols.Count is 0 or > SymbolsOfQuotes)
            throw new ArgumentException($"{Texts.Count(symbols.Count, "symbol")}: one call has 1 to {SymbolsOfQuotes}.", nameof(symbols));
        var parameters = new (string, string)[2 * symbols.Count];
        for (var i = 0; i < symbols.Count; i++)
        {
            ShortCode.Check(symbols[i], nameof(symbols));
            parameters[2 * i] = (Numbered("FID_COND_MRKT_DIV_CODE", i), venue.ToCode());
            parameters[(2 * i) + 1] = (Numbered("FID_INPUT_ISCD", i), symbols[i]);
        }

        var asked = symbols.ToHashSet(StringComparer.Ordinal);
        if (asked.Count < symbols.Count)
            throw new ArgumentException($"'{symbols.GroupBy(symbol => symbol, StringComparer.Ordinal).First(group => group.Count() > 1).Key}' is duplicated.", nameof(symbols));
        return _channel.CallAsync(
            new HantooCall(HttpMethod.Get, QuotesTrId, HantooCall.Path(QuotesPath, parameters)),
            (reply, maxDepth) => QuotesReply.Parse(reply, maxDepth, asked, AnsweredAt(reply.ServerTime)),
            cancellationToken);
    }

    private static string Numbered(string name, int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}_{index + 1}");
}
