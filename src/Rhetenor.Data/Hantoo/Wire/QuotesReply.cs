using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>Parses the reply of FHKST11300006: the quotes of several symbols.</summary>
internal static class QuotesReply
{
    private const int MostRows = 100;

    /// <param name="reply">The reply.</param>
    /// <param name="maxDepth">The greatest depth of its JSON.</param>
    /// <param name="asked">The symbols that were asked for.</param>
    /// <param name="answered">When KIS answered.</param>
    /// <returns>A quote for each of these symbols that has one row, with a price and the day's totals.</returns>
    /// <exception cref="HantooFailure">The reply is an error, or does not have the documented form.</exception>
    public static IReadOnlyList<KlineQuote> Parse(HantooReply reply, int maxDepth, IReadOnlySet<string> asked, DateTimeOffset answered)
    {
        List<KlineQuote?>? rows = null;
        var envelope = HantooEnvelope.Read(reply, maxDepth, (ref reader) =>
        {
            if (!reader.ValueTextEquals("output"u8))
                return false;
            if (rows is not null)
                throw HantooJson.Unexpected("output occurs twice");
            rows = ReadRows(ref reader);
            return true;
        });
        if (HantooCodes.FailureOf(envelope, reply) is { } failure)
            throw failure;
        if (rows is null)
            throw HantooJson.Unexpected("output is missing or not an array");

        // Of two rows of one symbol, one is wrong.
        return [.. rows.OfType<KlineQuote>().GroupBy(row => row.Symbol, StringComparer.Ordinal)
            .Where(group => asked.Contains(group.Key) && group.Count() == 1 && group.Single().Last > 0)
            .Select(group => group.Single() with { Answered = answered })];
    }

    private static List<KlineQuote?>? ReadRows(ref Utf8JsonReader reader)
    {
        if (!HantooJson.TryEnterArray(ref reader))
            return null;
        var rows = new List<KlineQuote?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && rows.Count < MostRows)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                rows.Add(ReadRow(ref reader));
            else
                reader.Skip();
        }

        return rows;
    }

    // A row without its symbol or one of the totals says nothing.
    private static KlineQuote? ReadRow(ref Utf8JsonReader reader)
    {
        var (quote, seen) = (default(KlineQuote), 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(ref reader);
            reader.Read();
            if (field < 0 || reader.TokenType != JsonTokenType.String)
            {
                reader.Skip();
                continue;
            }

            if (field < 2)
            {
                var text = HantooJson.GetText(ref reader).Trim();
                quote = field == 0 ? quote with { Symbol = text } : quote with { Name = text.Length > 0 ? text : null };
                seen |= text.Length > 0 ? 1 << field : 0;
                continue;
            }

            if (!AsciiNumber.TryRead(reader.ValueSpan, out decimal number) || number < 0 || (field < 4 && (number > long.MaxValue || number != decimal.Truncate(number))))
                continue;
            seen |= 1 << field;
            quote = field switch
            {
                2 => quote with { Shares = (long)number },
                3 => quote with { Value = (long)number },
                4 => quote with { Last = number },
                5 => quote with { PreviousClose = number },
                _ => quote with { BasePrice = number },
            };
        }

        return (seen & 0b11101) == 0b11101 ? quote : null;
    }

    private static int FieldOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("inter_shrn_iscd"u8) ? 0
        : reader.ValueTextEquals("inter_kor_isnm"u8) ? 1
        : reader.ValueTextEquals("acml_vol"u8) ? 2
        : reader.ValueTextEquals("acml_tr_pbmn"u8) ? 3
        : reader.ValueTextEquals("inter2_prpr"u8) ? 4
        : reader.ValueTextEquals("inter2_prdy_clpr"u8) ? 5
        : reader.ValueTextEquals("inter2_sdpr"u8) ? 6 : -1;
}
