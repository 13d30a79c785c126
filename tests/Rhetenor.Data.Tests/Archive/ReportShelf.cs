using System.Text;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>A store filled by hand, object by object. Its week is that of Monday, 2026-01-26; it is looked at the Monday after.</summary>
internal sealed class ReportShelf
{
    public const string Prefix = "hantoo-stock-kline-1m";
    public static readonly DateOnly Monday = new(2026, 1, 26);
    public static readonly DateOnly Friday = new(2026, 1, 30);

    public RecordingStore Store { get; } = new();

    public KlineReportContext Context { get; init; } = At(new DateOnly(2026, 2, 2), "08:00");

    public KlineArchive Archive => new(Store);

    public static KlineReportContext At(DateOnly date, string time) => new(timeProvider: VirtualClock.AtKorea(date, TimeOnly.Parse(time, null)));

    /// <summary>The context the Monday after, with masters.</summary>
    public static KlineReportContext With(params MasterFile[] masters) =>
        new(masters: masters, timeProvider: VirtualClock.AtKorea(new DateOnly(2026, 2, 2), new TimeOnly(8, 0)));

    /// <summary>Bars of consecutive minutes, ten shares each at one price, with the day's sum.</summary>
    public static IEnumerable<(string Symbol, Kline Kline)> Run(
        DateOnly date, string symbol, string from = "09:00", int minutes = 3, decimal price = 1_000, long before = 0) =>
        Enumerable.Range(1, minutes).Select(i => (symbol, new Kline(
            date.ToDateTime(TimeOnly.Parse(from, null)).AddMinutes(i - 1), price, price, price, price, 10, before + (10 * i))));

    /// <summary>Puts an object of bars, named after its content.</summary>
    public string Put(DateOnly date, string retrieval, params IEnumerable<(string Symbol, Kline Kline)>[] bars)
    {
        var minutes = bars.SelectMany(run => run).GroupBy(bar => bar.Kline.Minute).OrderBy(group => group.Key).ToList();
        var slices = minutes.Select(minute => new KlineSlice(minute.Key, minute.Select(bar => new SymbolKline(bar.Symbol, bar.Kline)))).ToList();
        var key = new KlineKey(Prefix, slices[0].Minute, slices[^1].Minute, Venue.Krx, Time(date, retrieval)).ToString();
        Store.Overwrite(key, KlineCodec.Pack(slices));
        return key;
    }

    /// <summary>Puts lines as they are, under a name.</summary>
    public string PutText(string key, string text, bool hasChecksum = true)
    {
        Store.Overwrite(key, Pack(text, hasChecksum));
        return key;
    }

    /// <summary>Puts a coverage object.</summary>
    public string Cover(DateOnly date, string retrieval, params (string Symbol, SymbolDayState State, string? Through, bool IsFinal)[] symbols)
    {
        var coverage = new KlineCoverage(date, Venue.Krx, Time(date, retrieval), symbols.Select(entry => KeyValuePair.Create(
            entry.Symbol, new KlineSymbolCoverage(entry.State, entry.Through is null ? null : TimeOnly.Parse(entry.Through, null), entry.IsFinal))));
        Store.Overwrite(coverage.ToKey(Prefix), coverage.ToJson());
        return coverage.ToKey(Prefix);
    }

    /// <summary>A whole day of symbols: three bars each, covered and final.</summary>
    public (string Bars, string Coverage) Whole(DateOnly date, params string[] symbols) => (
        Put(date, "18:30", [.. symbols.Select(symbol => Run(date, symbol))]),
        Cover(date, "18:30", [.. symbols.Select(symbol => (symbol, SymbolDayState.Complete, (string?)"15:30", true))]));

    public async Task<CoverageReport> ReportAsync(params string[] symbols) =>
        await Archive.ReportCoverageAsync(new(Monday, Friday, symbols.Length == 0 ? null : symbols), Context);

    /// <summary>A master of one record for each symbol.</summary>
    public static MasterFile Master(Market market, DateOnly? date, params (string Symbol, (string Field, string Text)[] Values)[] records)
    {
        var lines = records.SelectMany(record => Samples.Line(market, [("short_code", record.Symbol), .. record.Values])).ToArray();
        return MstParser.Parse(lines, HantooMstSpec.For(market)).With(date, null, MasterOrigin.Cache);
    }

    // What this library writes always has a checksum; a frame of stored blocks is made by hand.
    private static byte[] Pack(string text, bool hasChecksum)
    {
        var content = Encoding.UTF8.GetBytes(text);
        if (!hasChecksum)
        {
            var head = (content.Length << 3) | 1;
            return [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58, (byte)head, (byte)(head >> 8), (byte)(head >> 16), .. content];
        }

        var frame = new byte[Zstd.Bound(content.Length)];
        return frame[..Zstd.Compress(content, frame, 3)];
    }

    private static DateTime Time(DateOnly date, string time) => date.ToDateTime(TimeOnly.Parse(time, null));
}
