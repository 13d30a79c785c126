using System.Threading.Channels;
using Rhetenor.Data;

namespace DailyLogger;

/// <summary>Publishes the stored sessions as a Parquet dataset, if a place is set.</summary>
internal sealed class Publisher(Settings settings, IObjectStore store)
{
    // One request waits at most: a publication contains everything that is stored by then.
    private readonly Channel<bool> _requests = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public bool IsSet => settings.Publish is not null;

    /// <summary>Publishes now; returns whether every session that is over is published.</summary>
    public async Task<bool> PublishAsync(CancellationToken cancellationToken)
    {
        var target = Services.Open(settings, settings.Publish!);
        using (target as IDisposable)
        {
            var today = KoreaTime.Today(TimeProvider.System);
            var archive = new KlineArchive(store, new KlineArchiveOptions { Venue = settings.Venue });
            var dataset = new KlineDataset(target, new KlineDatasetOptions { Venue = settings.Venue });
            var published = await dataset.PublishAsync(archive, settings.From ?? today.AddYears(-1), settings.To ?? today, cancellationToken: cancellationToken);
            Console.WriteLine($"{settings.Publish}: {published}");
            foreach (var problem in published.Problems)
                Console.WriteLine($"Not published: {problem.Key}: {problem.Message}");
            return published.IsComplete;
        }
    }

    /// <summary>Requests a publication.</summary>
    public void Request() => _requests.Writer.TryWrite(true);

    /// <summary>Publishes when requested, until it is stopped. A failure is printed, and the next request tries again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in _requests.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await PublishAsync(cancellationToken);
            }
            catch (RhetenorException exception)
            {
                Console.Error.WriteLine($"Not published: {exception.Message}");
            }
        }
    }
}
