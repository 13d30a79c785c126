using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rhetenor.Data.Core;

internal static partial class Log
{
    /// <summary>Wraps a logger so that exceptions of its sinks do not reach the library. A sink must not decide what is stored.</summary>
    public static ILogger Quiet(ILogger? logger) => logger is null or NullLogger ? NullLogger.Instance : new QuietLogger(logger);

    private sealed class QuietLogger(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => Guard(() => inner.BeginScope(state));

        public bool IsEnabled(LogLevel logLevel) => Guard(() => inner.IsEnabled(logLevel));

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Guard(() =>
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
                return true;
            });

        private static T? Guard<T>(Func<T> call)
        {
            try
            {
                return call();
            }
            catch (Exception)
            {
                // Nothing is lost: a return value, an exception or the store reports the same fact.
                return default;
            }
        }
    }
}
