using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Rhetenor.Data.Tests;

/// <summary>Everything that is logged, as text with the number of the event first.</summary>
internal sealed class LogLines : ILogger<HantooFleet>, ILogger<HantooTickFeed>, ILogger<HantooClient>
{
    public ConcurrentQueue<string> All { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IEnumerable<string> Of(int id) => All.Where(line => line.StartsWith($"{id} ", StringComparison.Ordinal));

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        All.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception} {string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? [])}");
}
