using DailyLogger;
using Microsoft.Extensions.Configuration;
using Rhetenor.Data.Tests.Archive;
using Rhetenor.Data.Tests.Datasets;

namespace Rhetenor.Data.Tests.Processes;

/// <summary>The part of DailyLogger that publishes, in this process.</summary>
public sealed class PublisherTests : IDisposable
{
    private static readonly DateOnly Date = new(2025, 6, 2);
    private readonly TemporaryFolder _folder = new();

    private string Place => Path.Join(_folder.Path, "dataset");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_of_what_is_logged_ends_publishing_and_is_thrown(bool isSet)
    {
        var publisher = new Publisher(Set(isSet), new InMemoryObjectStore());
        await Assert.ThrowsAsync<InvalidOperationException>(() => publisher.RunWhileAsync(_ => throw new InvalidOperationException(), default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => publisher.RunWhileAsync(_ => Task.FromException(new InvalidOperationException()), default));
        await publisher.RunWhileAsync(_ => Task.CompletedTask, default);
    }

    [Fact]
    public async Task A_cancellation_ends_both()
    {
        var publisher = new Publisher(Set(true), new InMemoryObjectStore());
        using var stop = new CancellationTokenSource();
        var running = publisher.RunWhileAsync(token => Task.Delay(Timeout.InfiniteTimeSpan, token), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task After_a_failure_of_any_kind_the_next_request_publishes()
    {
        var store = new InMemoryObjectStore();
        await Shelf.PutAsync(store, Shelf.Day(Date, 3, 5), Date.ToDateTime(new TimeOnly(19, 0)));
        var publisher = new Publisher(Set(true), new ProbedStore(store) { BeforeList = Failures(new IOException("the disk is full"), new UnauthorizedAccessException(), new InvalidOperationException()) });
        for (var failure = 0; failure < 3; failure++)
            Assert.False(await publisher.TryPublishAsync(default));
        Assert.True(await publisher.TryPublishAsync(default));
        var manifest = await new KlineDataset(new DirectoryObjectStore(Place)).ReadManifestAsync();
        Assert.Equal(Date, Assert.Single(manifest!.Sessions).Date);
    }

    private static Action Failures(params Exception[] failures)
    {
        var left = new Queue<Exception>(failures);
        return () =>
        {
            if (left.TryDequeue(out var failure))
                throw failure;
        };
    }

    private Settings Set(bool isSet)
    {
        var values = new Dictionary<string, string?> { ["store"] = "unused", ["from"] = Date.ToText(), ["to"] = Date.ToText() };
        if (isSet)
            values["publish"] = Place;
        return Settings.Read(new DailyLogger.Options(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), []));
    }
}
