using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>Random objects of one session: revisions, repetitions, equal retrievals, overlaps, missing and further fields, frames
/// without a checksum.</summary>
internal sealed class RandomLayout
{
    private static readonly string[] Symbols = ["000020", "005930", "0001A0", "Q500001", "373220"];
    private readonly Random _random;

    public RandomLayout(int seed) => _random = new Random(seed);

    /// <summary>The retrievals of the objects put.</summary>
    public List<DateTime> Retrievals { get; } = [];

    /// <summary>Puts some objects, of retrievals from an hour on.</summary>
    public async Task PutAsync(IObjectStore store, int objects, int hour)
    {
        for (var i = 0; i < objects; i++)
            await PutOneAsync(store, Bars.At(hour, 0).AddSeconds(_random.Next(4)));
    }

    private async Task PutOneAsync(IObjectStore store, DateTime retrieval)
    {
        var hasAccValue = _random.Next(3) == 0;
        var first = _random.Next(4);
        var slices = new List<KlineSlice>();
        for (var i = first; i < first + 1 + _random.Next(4); i++)
        {
            var minute = Bars.At(9, 0).AddMinutes(i);
            var bars = Symbols.Where(_ => _random.Next(3) > 0).Select(symbol => (symbol, Bars.Bar(
                minute, 75_000 + _random.Next(3), _random.Next(2), _random.Next(3) == 0 ? null : 5_000, hasAccValue ? _random.Next(2) : null)));
            if (Bars.Slice(minute, [.. bars]) is { Count: > 0 } slice)
                slices.Add(slice);
        }

        if (slices.Count == 0)
            return;
        var body = KlineCodec.Pack(slices, hasAccValue);
        var key = new KlineKey("p", slices[0].Minute, slices[^1].Minute, Venue.Krx, retrieval);
        if (await store.PutIfAbsentAsync(key.ToString(), _random.Next(4) == 0 ? WithoutChecksum(body) : body) == PutOutcome.Created)
            Retrievals.Add(retrieval);
    }

    /// <summary>The frame as writers make it that do not ask for a checksum.</summary>
    public static byte[] WithoutChecksum(byte[] body)
    {
        var frame = body[..^4];
        frame[4] &= 0xFB;
        return frame;
    }
}
