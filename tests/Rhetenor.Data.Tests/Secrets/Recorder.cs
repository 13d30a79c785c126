using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using Microsoft.Extensions.Logging;

namespace Rhetenor.Data.Tests.Secrets;

/// <summary>Hears everything a process can be heard to say: logs at Trace, activities, metrics and event sources.</summary>
internal sealed class Recorder : ILoggerFactory, ILogger
{
    private readonly ActivityListener _activities;
    private readonly MeterListener _metrics = new();
    private readonly Events _events;

    public Recorder()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Hear(Kinds.Activity,
                $"{activity.DisplayName} {activity.StatusDescription} {Join(activity.TagObjects)} {Join(activity.Baggage!)} {string.Join(' ', activity.Events.Select(told => $"{told.Name} {Join(told.Tags)}"))}"),
        };
        ActivitySource.AddActivityListener(_activities);
        _metrics.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(Kinds.Metric, $"{instrument.Name} {value} {Join(tags.ToArray())}"));
        _metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(Kinds.Metric, $"{instrument.Name} {value} {Join(tags.ToArray())}"));
        _metrics.Start();
        _events = new Events(this);
    }

    public enum Kinds
    {
        Log,
        Activity,
        Metric,
        Event,
        Text,
    }

    public ConcurrentQueue<(Kinds Kind, string Text)> Heard { get; } = new();

    public void Hear(Kinds kind, string text) => Heard.Enqueue((kind, text));

    public int Count(Kinds kind) => Heard.Count(entry => entry.Kind == kind);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Hear(Kinds.Log, $"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Hear(Kinds.Log, $"{eventId} {formatter(state, exception)} {exception} {string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? [])}");

    public void Dispose()
    {
        _events.Dispose();
        _metrics.Dispose();
        _activities.Dispose();
    }

    private static string Join(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags);

    private static string Join(IEnumerable<KeyValuePair<string, string?>> tags) => string.Join(' ', tags);

    // The runtime's own sources at their most verbose; those that exist to debug the runtime itself quote requests by design.
    private sealed class Events(Recorder recorder) : EventListener
    {
        private readonly Recorder? _recorder = recorder;

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name.StartsWith("System.Net.", StringComparison.Ordinal) || eventSource.Name.Contains("Rhetenor", StringComparison.Ordinal))
                EnableEvents(eventSource, EventLevel.Verbose, EventKeywords.All);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            _recorder?.Hear(Kinds.Event, $"{eventData.EventName} {eventData.Message} {string.Join(' ', eventData.Payload ?? new([]))}");
    }
}
