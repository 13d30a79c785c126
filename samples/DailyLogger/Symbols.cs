using Rhetenor.Data;

namespace DailyLogger;

/// <summary>The requested symbols of a session, and the masters that contain them, if any.</summary>
internal sealed class Symbols(Settings settings, MasterDownloader downloader)
{
    /// <summary>Returns the text if it is a list or short codes.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static string Check(string text)
    {
        if (MarketsOf(text).Length > 0)
            return text;
        var codes = Split(text);
        if (codes.Find(code => code is ['A', .. { Length: 6 }] && char.IsAsciiDigit(code[1])) is { } prefixed)
            throw new FormatException($"'{prefixed}' is not a short code: KIS has it without the prefix A, as {prefixed[1..]}.");
        if (codes.Find(code => code.Length is < 6 or > 9 || !code.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c))) is { } odd)
            throw new FormatException($"'{odd}' is neither a list (kospi50, kospi, kosdaq, all) nor a short code such as 005930.");
        return codes.Count > 0 ? text : throw new FormatException("at least one symbol is needed.");
    }

    /// <summary>Selects the symbols of a day.</summary>
    /// <param name="date">The Korean date; null for today.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<KlineSelection> SelectAsync(DateOnly? date, CancellationToken cancellationToken)
    {
        var markets = MarketsOf(settings.Symbols);
        if (markets.Length == 0)
            return new(Split(settings.Symbols), []);
        var selection = await KlineSelection.FromMastersAsync(
            downloader, markets, record => settings.Symbols == "kospi50" ? record["kospi50"] == "Y" : IsShareOrFund(record), date, cancellationToken);
        return selection.Symbols.Count > 0
            ? selection
            : throw new InvalidDataException($"{string.Join(", ", selection.Masters)}: no symbol of '{settings.Symbols}' is listed.");
    }

    /// <summary>Returns the number of symbols and their list.</summary>
    public static string Text(KlineSelection selection) =>
        $"{selection.Symbols.Count} symbol{(selection.Symbols.Count == 1 ? "" : "s")}{(selection.Masters.Count == 0 ? "" : $" of {string.Join(", ", selection.Masters)}")}";

    private static Market[] MarketsOf(string list) => list switch
    {
        "kospi50" or "kospi" => [Market.Kospi],
        "kosdaq" => [Market.Kosdaq],
        "all" => [Market.Kospi, Market.Kosdaq, Market.Konex],
        _ => [],
    };

    // ELWs and ETNs (EW, EN) are left out, because there are thousands and few of them trade.
    private static bool IsShareOrFund(MasterRecord record) =>
        record.SecurityGroup is "ST" or "EF" or "DR" or "FS" or "RT" or "IF" or "MF" or "FE";

    private static List<string> Split(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
