using System.Text.Json;

namespace Rhetenor.Data.Hantoo;

/// <summary>Parses the replies of FHKST03010100 and, for indexes, FHKUP03500100.</summary>
internal static class DailyReply
{
    private const int MostRows = 1_000;

    /// <param name="reply">The reply.</param>
    /// <param name="maxDepth">The greatest depth of its JSON.</param>
    /// <param name="symbol">The symbol that was asked for; null when the reply has another name for it.</param>
    /// <exception cref="HantooFailure">The reply is an error, does not have the documented form, or names another symbol.</exception>
    public static IReadOnlyList<HantooDailyBar> Parse(HantooReply reply, int maxDepth, string? symbol) => Parse(reply, maxDepth, symbol, isIndex: false);

    /// <inheritdoc cref="Parse(HantooReply, int, string?)"/>
    public static IReadOnlyList<HantooDailyBar> ParseIndex(HantooReply reply, int maxDepth) => Parse(reply, maxDepth, symbol: null, isIndex: true);

    private static IReadOnlyList<HantooDailyBar> Parse(HantooReply reply, int maxDepth, string? symbol, bool isIndex)
    {
        List<HantooDailyBar?>? bars = null;
        string? named = null;
        var envelope = HantooEnvelope.Read(reply, maxDepth, (ref reader) =>
        {
            if (reader.ValueTextEquals("output1"u8))
            {
                named = ReadSymbol(ref reader);
                return true;
            }

            if (!reader.ValueTextEquals("output2"u8))
                return false;
            if (bars is not null)
                throw HantooJson.Unexpected("output2 occurs twice");
            bars = ReadBars(ref reader, isIndex);
            return true;
        });
        if (HantooCodes.FailureOf(envelope, reply) is { } failure)
            throw failure;
        if (bars is null || bars.Contains(null))
            throw HantooJson.Unexpected("output2 is missing, is not an array of sessions, or contains a session of an undocumented form");
        return symbol is null || string.IsNullOrWhiteSpace(named) || IsSame(named.Trim(), symbol)
            ? [.. bars.Select(bar => bar!.Value)]
            : throw HantooJson.Unexpected($"the answer is of '{named}', and {symbol} was asked for");
    }

    // Codes of some instruments are also written with a letter before them.
    private static bool IsSame(string named, string symbol) => named.EndsWith(symbol, StringComparison.Ordinal) || symbol.EndsWith(named, StringComparison.Ordinal);

    private static string? ReadSymbol(ref Utf8JsonReader reader)
    {
        string? symbol = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("stck_shrn_iscd"u8))
                symbol = HantooJson.ReadText(ref reader);
            else
                HantooJson.SkipValue(ref reader);
        }

        return symbol;
    }

    private static List<HantooDailyBar?>? ReadBars(ref Utf8JsonReader reader, bool isIndex)
    {
        if (!HantooJson.TryEnterArray(ref reader))
            return null;

        var bars = new List<HantooDailyBar?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && bars.Count < MostRows)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var fields = new DailyFields(isIndex);
            fields.Read(ref reader);
            if (!fields.IsEmpty)
                bars.Add(fields.ToBar());
        }

        return bars;
    }
}
