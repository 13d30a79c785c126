using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>What readers see of a store: ours at every instant, and simple ones that know nothing of compaction.</summary>
internal static class ArchiveViews
{
    public static readonly KlineArchiveOptions Options = new() { Prefix = "p", SessionsAhead = 0 };

    /// <summary>Every bar as the latest objects have it.</summary>
    public static Task<string> LatestAsync(IObjectStore store) => AsOfAsync(store, null);

    /// <summary>Every bar as it was known at an instant, Korean time.</summary>
    public static async Task<string> AsOfAsync(IObjectStore store, DateTime? asOf)
    {
        var query = new KlineQuery(DateOnly.MinValue, DateOnly.MaxValue) { AsOf = asOf is { } time ? new DateTimeOffset(time, KoreaTime.Offset) : null };
        var text = new StringBuilder();
        await foreach (var (symbol, kline) in new KlineArchive(store, Options).ReadKlinesAsync(query))
            text.Append(CultureInfo.InvariantCulture, $"{symbol} {kline}\n");
        return text.ToString();
    }

    /// <summary>Every bar at every instant at which something was retrieved, and just before.</summary>
    public static async Task<string> HistoryAsync(IObjectStore store, IEnumerable<DateTime> retrievals)
    {
        var text = new StringBuilder();
        foreach (var retrieval in retrievals.Distinct().Order())
        {
            foreach (var instant in (DateTime[])[retrieval.AddSeconds(-1), retrieval])
                text.Append(CultureInfo.InvariantCulture, $"as of {instant:O}\n{await AsOfAsync(store, instant)}");
        }

        return text + await LatestAsync(store);
    }

    /// <summary>Every value of every bar, each once for its retrieval.</summary>
    public static async Task<string> VersionsAsync(IObjectStore store)
    {
        var archive = new KlineArchive(store, Options);
        var text = new StringBuilder();
        await foreach (var (symbol, kline) in archive.ReadKlinesAsync(new(DateOnly.MinValue, DateOnly.MaxValue)))
        {
            var versions = await archive.ReadVersionsAsync(symbol, kline.Minute);
            var distinct = versions.Where((version, i) => !versions.Skip(i + 1).Any(later => (later.Retrieval, later.Kline) == (version.Retrieval, version.Kline)));
            foreach (var version in distinct)
                text.Append(CultureInfo.InvariantCulture, $"{symbol} {version.Retrieval:O} {version.Kline}\n");
        }

        return text.ToString();
    }

    /// <summary>What a reader sees that goes by the keys alone and knows no property but the original's three.</summary>
    /// <param name="store">The store.</param>
    /// <param name="lastLineOnly">Whether of a minute's lines in an object it takes only the last; else each is put over those before.</param>
    public static async Task<string> SimpleAsync(IObjectStore store, bool lastLineOnly)
    {
        var rows = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var keys = (await store.KeysAsync("p/")).Where(key => KlineKey.TryParse(key, out _)).Select(KlineKey.Parse).Order();
        foreach (var key in keys)
        {
            var lines = Text((await store.GetAsync(key.ToString()))!).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement).ToList();
            if (lastLineOnly)
                lines = [.. lines.GroupBy(line => line.GetProperty("timestamp").GetString()).Select(minute => minute.Last())];
            foreach (var line in lines)
            {
                var fields = line.GetProperty("fields").EnumerateArray().Select(field => field.GetString()!).ToList();
                foreach (var row in line.GetProperty("data").EnumerateObject())
                {
                    var values = row.Value.EnumerateArray().Select((value, i) => (fields[i], value.ToString())).Where(entry => entry.Item2.Length > 0);
                    rows[$"{line.GetProperty("timestamp")} {row.Name}"] = string.Join(' ', values.Select(entry => $"{entry.Item1}={entry.Item2}"));
                }
            }
        }

        return string.Join('\n', rows.Select(row => $"{row.Key} {row.Value}"));
    }

    public static string Text(byte[] body)
    {
        using var text = new MemoryStream();
        using var reader = new Zstd.Reader(body, KlineLimits.Default);
        var buffer = new byte[1 << 16];
        while (reader.Read(body, buffer) is > 0 and var count)
            text.Write(buffer, 0, count);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
