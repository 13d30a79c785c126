using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace DailyLogger;

/// <summary>Prints each warning of the library in one line, above the progress bar if there is one.</summary>
internal sealed class WarningsProvider : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Lines();

    public void Dispose()
    {
    }

    private sealed class Lines : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Warning or LogLevel.Error or LogLevel.Critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            var line = $"{logLevel}: {formatter(state, exception)}";
            if (Console.IsOutputRedirected)
                Console.Error.WriteLine(line);
            else
                AnsiConsole.WriteLine(line);
        }
    }
}
