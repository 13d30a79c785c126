using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <summary>Reports the waits of a source as progress, until it is disposed.</summary>
internal sealed class SourceWaits : IDisposable
{
    private readonly IKlineSource _source;
    private readonly EventHandler<DateTimeOffset> _handler;

    private SourceWaits(IKlineSource source, EventHandler<DateTimeOffset> handler)
    {
        (_source, _handler) = (source, handler);
        source.Waiting += handler;
    }

    /// <summary>Begins to report; null when nobody receives it.</summary>
    public static SourceWaits? Report(KlineLoggerParts parts, IProgress<CatchUpProgress>? progress, Func<DateTimeOffset, CatchUpProgress> value) => progress is null
        ? null
        : new(parts.Source, (_, until) => progress.ReportSafely(value(until), parts.Logger));

    public void Dispose() => _source.Waiting -= _handler;
}
