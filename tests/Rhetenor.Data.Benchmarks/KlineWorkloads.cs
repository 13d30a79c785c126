namespace Rhetenor.Data.Benchmarks;

/// <summary>A day of klines: to an object, from an object, and compared with a stored day.</summary>
internal static class KlineWorkloads
{
    // Bars of the last half hour of every symbol, as a logger receives them.
    private const int FreshMinutes = 30;

    public static Workload Packing()
    {
        var (slices, texts) = (KlineSyntheticDay.Slices, new[] { KlineSyntheticDay.Text, KlineCodec.Encode(KlineSyntheticDay.Slices) });
        var frame = new byte[Zstd.Bound(texts.Max(text => text.Length))];
        return new("packing a day", 1,
        [
            Workload.Row("zstd 3 on ready bytes", () => Zstd.Compress(texts[0], frame, 3)),
            Workload.Row("KlineCodec.Pack", () => KlineCodec.Pack(slices, accValue: true)),
            Workload.Row("KlineCodec.Encode, the text alone", () => KlineCodec.Encode(slices, accValue: true)),
            Workload.Row("without acc_value: zstd 3", () => Zstd.Compress(texts[1], frame, 3)),
            Workload.Row("without acc_value: KlineCodec.Pack", () => KlineCodec.Pack(slices)),
            Workload.Row("without acc_value: KlineCodec.Encode", () => KlineCodec.Encode(slices)),
        ]);
    }

    public static Workload Unpacking()
    {
        var (body, text, six) = (KlineSyntheticDay.Object, KlineSyntheticDay.Text, KlineCodec.Pack(KlineSyntheticDay.Slices));
        var table = new KlineTable();
        return new("unpacking a day", 1,
        [
            Workload.Row("decompress", () => Decompressing.All([body])),
            Workload.Row("KlineCodec.Unpack, table used again", () => Unpack(body, table)),
            Workload.Row("KlineCodec.Unpack, new table", () => KlineCodec.Unpack(body)),
            Workload.Row("KlineLineDecoder, the text alone", () => Decode(text, table)),
            Workload.Row("without acc_value: decompress", () => Decompressing.All([six])),
            Workload.Row("without acc_value: KlineCodec.Unpack", () => Unpack(six, table)),
        ]);
    }

    public static Workload Comparing()
    {
        var fresh = KlineSyntheticDay.Slices[^FreshMinutes..]
            .SelectMany(slice => slice).GroupBy(bar => bar.Symbol).Select(group => (group.Key, Klines: group.Select(bar => bar.Kline).ToArray())).ToArray();
        var held = KlineSyntheticDay.Slices.SelectMany(slice => slice).ToDictionary(bar => (bar.Symbol, bar.Kline.Minute), bar => bar.Kline);
        var day = new MergedSession(new DateOnly(2026, 1, 26), Venue.Krx);
        day.Add(KlineKey.Parse("p/20260126090000_20260126152000_J_20260126160000.jsonl.zstd"), KlineCodec.Unpack(KlineSyntheticDay.Object));
        var reconciler = new KlineReconciler(day);
        return new("comparing 81,000 bars with a stored day", 4,
        [
            Workload.Row("look-ups in a dictionary of bars", () => fresh.Sum(symbol => symbol.Klines.Count(bar => held[(symbol.Key, bar.Minute)] == bar))),
            Workload.Row("KlineReconciler.Add", () => fresh.Sum(symbol => reconciler.Add(symbol.Key, symbol.Klines).Unchanged)),
        ]);
    }

    private static int Unpack(byte[] body, KlineTable table)
    {
        table.Clear();
        KlineCodec.Unpack(body, table);
        return table.BarCount;
    }

    private static int Decode(byte[] text, KlineTable table)
    {
        table.Clear();
        new KlineLineDecoder(table).Decode(text, isLast: true);
        return table.BarCount;
    }
}
