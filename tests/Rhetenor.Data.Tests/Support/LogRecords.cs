using Microsoft.Extensions.Logging;

namespace Rhetenor.Data.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogRecords<T> : ILogger<T>
{
    private readonly List<(LogLevel Level, string Message)> _records = [];

    public IReadOnlyList<(LogLevel Level, string Message)> All => _records;

    public IEnumerable<string> Messages => _records.Select(record => record.Message);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_records)
            _records.Add((logLevel, formatter(state, exception)));
    }
}
