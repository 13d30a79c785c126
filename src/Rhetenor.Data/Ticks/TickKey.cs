using Rhetenor.Data.Core;
using Rhetenor.Data.Format;

namespace Rhetenor.Data.Ticks;

/// <summary>The key of an object of ticks: <c>{prefix}/{exchange}/{yyyyMMdd}/{HHmmss}_{HHmmss}_{hash}.jsonl.zstd</c>. The hash is that of its bytes, so
/// equal objects have one key and different ones never do.</summary>
/// <param name="Prefix">The part before the exchange.</param>
/// <param name="Venue">The venue.</param>
/// <param name="Date">The Korean date.</param>
/// <param name="First">The time of the first tick, Korean time.</param>
/// <param name="Last">The time of the last tick, Korean time.</param>
/// <param name="Hash">The first 16 digits of the SHA-256 of the bytes, in lower-case hexadecimal.</param>
internal readonly record struct TickKey(string Prefix, Venue Venue, DateOnly Date, TimeOnly First, TimeOnly Last, string Hash)
{
    private const int HashLength = 16;

    public static string DayPrefix(string prefix, Venue venue, DateOnly date) => $"{prefix}/{venue.ToCode()}/{date.ToDigits()}/";

    public static string HashOf(ReadOnlySpan<byte> body) => ContentMark.Of(body).Sha256[..HashLength];

    /// <summary>Parses a key. Returns false for all other names, and never throws.</summary>
    public static bool TryParse(string key, string prefix, out TickKey parsed)
    {
        parsed = default;
        if (!key.StartsWith($"{prefix}/", StringComparison.Ordinal) || !key.EndsWith(KlineKey.Extension, StringComparison.Ordinal))
            return false;
        if (key[(prefix.Length + 1)..^KlineKey.Extension.Length].Split('/') is not [var exchange, var day, var name] || name.Split('_') is not [var first, var last, var hash]
            || !Venue.TryParse(exchange, out var venue) || !Stamp.TryReadDate(day, out var date) || !KlineKey.IsPlausible(date)
            || !Stamp.TryReadSecond(day + first, out var from) || !Stamp.TryReadSecond(day + last, out var to) || from > to
            || hash.Length != HashLength || !hash.All(character => char.IsAsciiDigit(character) || character is >= 'a' and <= 'f'))
        {
            return false;
        }

        parsed = new(prefix, venue, date, TimeOnly.FromDateTime(from), TimeOnly.FromDateTime(to), hash);
        return true;
    }

    /// <summary>Returns the whole key.</summary>
    public override string ToString() => $"{DayPrefix(Prefix, Venue, Date)}{First.ToDigits()}_{Last.ToDigits()}_{Hash}{KlineKey.Extension}";
}
