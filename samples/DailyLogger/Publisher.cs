using System.Threading.Channels;
using Rhetenor.Data;

namespace DailyLogger;

/// <summary>Publishes the stored sessions as a Parquet dataset, if a place is set.</summary>
internal sealed class Publisher(Settings settings, IObjectStore store)
{
    private static readonly string IndexPrefix = $"{new KlineArchiveOptions().IndexPrefix}-1d";

    // One request waits at most: a publication contains everything that is stored by then.
    private readonly Channel<bool> _requests = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public bool IsSet => settings.Publish is not null;

    /// <summary>Publishes now; returns whether every session that is over is published. A failure is printed: the dataset is a copy, and
    /// logging does not depend on it.</summary>
    public async Task<bool> TryPublishAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await PublishAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The text of an unexpected failure says where it came from.
            Console.Error.WriteLine($"Not published: {(exception is RhetenorException or IOException or UnauthorizedAccessException ? exception.Message : exception)}");
            return false;
        }
    }

    /// <summary>Requests a publication.</summary>
    public void Request() => _requests.Writer.TryWrite(true);

    /// <summary>Publishes when requested, as long as something else runs, and ends with it. After a failure the next request tries
    /// again.</summary>
    /// <param name="logging">What requests publications. Its failure is thrown.</param>
    /// <param name="cancellationToken">Cancels both.</param>
    public async Task RunWhileAsync(Func<CancellationToken, Task> logging, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var publishing = RunAsync(end.Token);
        try
        {
            await logging(cancellationToken);
        }
        finally
        {
            await end.CancelAsync();
            await publishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in _requests.Reader.ReadAllAsync(cancellationToken))
            await TryPublishAsync(cancellationToken);
    }

    private async Task<bool> PublishAsync(CancellationToken cancellationToken)
    {
        var target = Services.Open(settings, settings.Publish!);
        using (target as IDisposable)
        {
            var (from, to) = Range;
            var archive = new KlineArchive(store, new KlineArchiveOptions { Venue = settings.Venue });
            var dataset = new KlineDataset(target, new KlineDatasetOptions { Venue = settings.Venue });
            if (!settings.Daily)
                return Print("", from, to, await dataset.PublishAsync(archive, from, to, cancellationToken: cancellationToken));
            var isComplete = Print("daily bars, ", from, to, await dataset.PublishDailyAsync(archive, from, to, cancellationToken: cancellationToken));
            if (!settings.Indexes)
                return isComplete;

            // Bars of indexes are those of KRX, whatever the venue of the others is.
            var indexes = new KlineArchive(store, new KlineArchiveOptions { DailyPrefix = IndexPrefix });
            dataset = new KlineDataset(target, new KlineDatasetOptions { DailyPrefix = "index-days" });
            return Print("indexes, ", from, to, await dataset.PublishDailyAsync(indexes, from, to, cancellationToken: cancellationToken)) && isComplete;
        }
    }

    private bool Print(string what, DateOnly from, DateOnly to, KlineDatasetPublication published)
    {
        Console.WriteLine($"{settings.Publish}, {what}{from:yyyy-MM-dd} to {to:yyyy-MM-dd}: {published}");
        foreach (var problem in published.Problems)
            Console.WriteLine($"Not published: {problem.Key}: {problem.Message}");
        return published.IsComplete;
    }

    private (DateOnly From, DateOnly To) Range
    {
        get
        {
            var today = KoreaTime.Today(TimeProvider.System);
            return (settings.From ?? (settings.Daily ? new DailyLoggerOptions().From : today.AddYears(-1)), settings.To ?? today);
        }
    }
}
