using Microsoft.Extensions.Logging;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Logging;

/// <summary>The dependencies that all runs of a logger of daily bars share.</summary>
internal sealed record DailyParts(HantooClient Client, ExclusiveWriter Writer, DailyLoggerOptions Options, TimeProvider TimeProvider, ILogger Logger);
