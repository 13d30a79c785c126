using Rhetenor.Data.Format;

namespace Rhetenor.Data.Victim;

/// <summary>Revises an archive, publishes it and removes the files that are superseded, again and again, until it is killed.</summary>
public static class Publishing
{
    /// <summary>The session that is revised.</summary>
    public static DateOnly Date { get; } = new(2026, 6, 10);

    /// <summary>The options of the dataset: many files.</summary>
    public static KlineDatasetOptions Options => new() { RowsPerGroup = 300, RowsPerFile = 1_500, KeepSuperseded = TimeSpan.Zero };

    /// <summary>Runs until the process ends.</summary>
    public static async Task<int> RunAsync(string archive, string dataset)
    {
        var store = new DirectoryObjectStore(archive);
        var folder = new DirectoryObjectStore(dataset);
        var target = new KlineDataset(folder, Options);
        var number = 0;
        await foreach (var _ in store.ListAsync($"{Prefix}/{Date:yyyyMMdd}"))
            number++;
        Console.WriteLine("ready");
        for (; ; number++)
        {
            await ReviseAsync(store, number);
            try
            {
                var published = await target.PublishAsync(new(store), Date, Date);
                Console.WriteLine($"done {published.Manifest?.Number}");
            }
            catch (ObjectStoreException exception) when (exception.Error == ObjectStoreError.Unavailable)
            {
                Console.WriteLine("the other process was faster ten times");
            }

            await target.RemoveSupersededAsync(folder);
        }
    }

    /// <summary>Writes the revision of a number: one bar of every symbol.</summary>
    public static async Task ReviseAsync(IObjectStore store, int number)
    {
        var minute = Date.ToDateTime(new TimeOnly(9, 0)).AddMinutes(number % 30);
        var bars = Enumerable.Range(0, 12).Select(i => new SymbolKline($"{i * 10:D6}", new Kline(minute, 1_000 + number, 2_000 + number, 900, 1_000 + number, number + 1, null)));
        var key = new KlineKey(Prefix, minute, minute, Venue.Krx, RetrievalOf(number));
        await store.PutIfAbsentAsync(key.ToString(), KlineCodec.Pack([new KlineSlice(minute, bars)]));
    }

    /// <summary>Gets the retrieval time of a revision.</summary>
    public static DateTime RetrievalOf(int number) => Date.ToDateTime(new TimeOnly(18, 0)).AddSeconds(number);

    private const string Prefix = "hantoo-stock-kline-1m";
}
