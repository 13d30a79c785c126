using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rhetenor.Data.Tests;

/// <summary>Coverage objects as earlier versions wrote them: one line of plain JSON, with its own SHA-256.</summary>
internal static class PlainCoverageText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    extension(KlineCoverage coverage)
    {
        public string ToKey(string prefix) => new KlineCoverageKey(prefix, coverage.Date, coverage.Venue, coverage.Retrieval, IsPlain: true).ToString();

        public byte[] ToJson(IEnumerable<string>? objects = null) => Write(coverage, objects);

        public static KlineCoverage FromJson(ReadOnlySpan<byte> json) => Merged([PlainCoverage.Read(json)]);

        /// <summary>The claims of a stored coverage object of any form.</summary>
        public static KlineCoverage Stored(string key, byte[] body) =>
            KlineCoverageKey.TryParse(key, out var name) ? Merged(CoverageCodec.Unpack(name, body)) : throw new ArgumentException(key);
    }

    private static KlineCoverage Merged(IReadOnlyList<CoverageRecord> records) => new(
        records[0].Name.Date, records[0].Name.Venue, records[0].Name.Retrieval, CoverageClaims.Merge(records.SelectMany(record => record.Claims)));

    private static byte[] Write(KlineCoverage coverage, IEnumerable<string>? objects)
    {
        string Text(object value) => JsonSerializer.Serialize(value, Plain);
        string Digits(IFormattable time, string form) => time.ToString(form, CultureInfo.InvariantCulture);
        var entries = coverage.Symbols.Select(symbol => $"{Text(symbol.Key)}:{{\"state\":{Text(Words[symbol.Value.State])}"
            + $",\"through\":{(symbol.Value.Through is { } through ? Text(Digits(through, "HHmm")) : "null")},\"final\":{(symbol.Value.IsFinal ? "true" : "false")}"
            + $"{(symbol.Value.Reason is { } reason ? ",\"reason\":" + Text(reason) : "")}}}");
        var content = $"{{\"date\":{Text(Digits(coverage.Date, "yyyyMMdd"))},\"exchange\":{Text(coverage.Venue.ToCode())},\"retrieval\":{Text(Digits(coverage.Retrieval, "yyyyMMddHHmmss"))}"
            + (objects is null ? "" : $",\"objects\":{Text(objects.Distinct().Order(StringComparer.Ordinal))}")
            + $",\"symbols\":{{{string.Join(',', entries)}}}";
        return Encoding.UTF8.GetBytes($"{content},\"sha256\":\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}\"}}\n");
    }

    private static Dictionary<SymbolDayState, string> Words { get; } = new()
    {
        [SymbolDayState.Complete] = "bars",
        [SymbolDayState.NoTrades] = "no_trades",
        [SymbolDayState.Halted] = "halted",
        [SymbolDayState.NotListed] = "not_listed",
        [SymbolDayState.Doubtful] = "doubtful",
        [SymbolDayState.Failed] = "failed",
    };
}
