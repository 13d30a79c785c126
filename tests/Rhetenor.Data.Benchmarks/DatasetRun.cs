using System.Diagnostics;

namespace Rhetenor.Data.Benchmarks;

/// <summary>A year of every listed symbol: as JSON lines, published as Parquet, and read back by four questions.</summary>
internal static class DatasetRun
{
    private const int Rounds = 5;

    public static async Task WriteAsync(string folder, int days)
    {
        var (store, year) = (new DirectoryObjectStore(folder), new KlineSyntheticYear());
        foreach (var date in KlineSyntheticYear.Sessions.Take(days))
        {
            var (key, body) = year.Next(date);
            await store.PutIfAbsentAsync(key.ToString(), body);
        }
    }

    public static async Task PublishAsync(string folder, string target, bool withYears)
    {
        var archive = new KlineArchive(new DirectoryObjectStore(folder));
        var (watch, last, used) = (Stopwatch.StartNew(), TimeSpan.Zero, TimeSpan.Zero);
        var progress = new Lines(manifest =>
        {
            using var process = Process.GetCurrentProcess();
            Console.WriteLine($"{(watch.Elapsed - last).TotalSeconds,6:F1} s, {(process.TotalProcessorTime - used).TotalSeconds:F1} s of a processor: {manifest}; peak {process.PeakWorkingSet64 >> 20} MiB");
            (last, used) = (watch.Elapsed, process.TotalProcessorTime);
        });
        var dataset = new KlineDataset(new DirectoryObjectStore(target), new() { YearFiles = withYears });
        var result = await dataset.PublishAsync(archive, new(KlineSyntheticYear.Year, 1, 1), new(KlineSyntheticYear.Year, 12, 31), progress: progress);
        foreach (var period in result.Manifest!.Files.GroupBy(file => file.Period))
            Console.WriteLine($"{period.Key}: {period.Count()} files, {period.Sum(file => file.Size) / (double)period.Sum(file => file.Bars):F2} bytes a bar, footers {period.Sum(file => (long)file.FooterSize) / (double)period.Sum(file => file.Size):P2}");
        Console.WriteLine($"{watch.Elapsed.TotalSeconds:F1} s in all");
    }

    public static async Task ReadAsync(string folder, string target)
    {
        var counted = new CountedStore(new DirectoryObjectStore(target));
        var dataset = new KlineDataset(counted);
        var manifest = (await dataset.ReadManifestAsync())!;
        var size = manifest.Files.Where(file => file.Period != KlineDatasetPeriod.Year).Sum(file => file.Size);
        var (first, last) = (manifest.Sessions[0].Date, manifest.Sessions[^1].Date);
        var month = manifest.Sessions[manifest.Sessions.Count / 2].Date;
        var (start, end) = (new DateOnly(month.Year, month.Month, 1), new DateOnly(month.Year, month.Month, 1).AddMonths(1).AddDays(-1));
        var fifty = Enumerable.Range(0, 50).Select(i => KlineSyntheticYear.Symbols[(i * 54) + 7]).ToArray();
        (string Name, KlineQuery Query)[] questions =
        [
            ("Q1: 5 symbols, all sessions", new(first, last, fifty.Where((_, i) => i % 10 == 3))),
            ("Q2: 50 symbols, a month", new(start, end, fifty)),
            ("Q3: everything of a day", new(month, month)),
            ("Q4: 1 symbol, 1 day", new(month, month, fifty[..1])),
        ];
        foreach (var (name, query) in questions)
        {
            counted.Clear();
            var (best, processor, bars) = await TimeAsync(() => dataset.LoadAsync(query));
            Console.WriteLine($"{name}: {bars:N0} bars, dataset best {best:F0} ms, {processor:F0} ms of a processor, {counted.Requests / (Rounds + 1)} requests, {counted.Bytes / (Rounds + 1) / (double)size:P2} of the bytes, allocated {GC.GetTotalAllocatedBytes() >> 20} MiB so far");
            var archive = new KlineArchive(new DirectoryObjectStore(folder));
            var (ofArchive, processorOfArchive, same) = await TimeAsync(() => archive.LoadAsync(query), query.Symbols is { Count: 5 } ? 1 : Rounds);
            Console.WriteLine($"    from the objects: {same:N0} bars, best {ofArchive:F0} ms, {processorOfArchive:F0} ms of a processor");
        }

        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"peak {process.PeakWorkingSet64 >> 20} MiB");
    }

    private static async Task<(double Best, double Processor, long Bars)> TimeAsync(Func<Task<KlineHistory>> read, int rounds = Rounds)
    {
        var (best, processor, bars) = (double.MaxValue, double.MaxValue, 0L);
        for (var round = 0; round <= rounds; round++)
        {
            var (start, used) = (Stopwatch.GetTimestamp(), ProcessorTime());
            bars = (await read()).BarCount;
            if (round == 0 && rounds > 1)
                continue;
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            processor = Math.Min(processor, (ProcessorTime() - used).TotalMilliseconds);
        }

        return (best, processor, bars);
    }

    private static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private sealed class Lines(Action<KlineDatasetManifest> report) : IProgress<KlineDatasetManifest>
    {
        public void Report(KlineDatasetManifest value) => report(value);
    }

    private sealed class CountedStore(DirectoryObjectStore inner) : IObjectStore, IRangedObjectStore
    {
        private long _requests, _bytes;

        public long Requests => _requests;

        public long Bytes => _bytes;

        public void Clear() => _requests = _bytes = 0;

        public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
        {
            var stream = await inner.OpenReadAsync(key, cancellationToken);
            Count(stream?.Length ?? 0);
            return stream;
        }

        public Task<ReadOnlyMemory<byte>?> ReadRangeAsync(string key, long offset, int length, CancellationToken cancellationToken = default)
        {
            Count(length);
            return inner.ReadRangeAsync(key, offset, length, cancellationToken);
        }

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
            inner.PutIfAbsentAsync(key, body, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default)
        {
            Count(0);
            return inner.ListAsync(prefix, cancellationToken);
        }

        private void Count(long bytes)
        {
            Interlocked.Increment(ref _requests);
            Interlocked.Add(ref _bytes, bytes);
        }
    }
}
