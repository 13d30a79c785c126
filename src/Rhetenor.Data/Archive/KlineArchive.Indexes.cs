using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <content>Reads bars of indexes.</content>
public sealed partial class KlineArchive
{
    private KlineArchive? _indexes;

    // The same formats under prefixes of their own.
    internal KlineArchive Indexes => _indexes ??= new(
        Store, Options with { Venue = Venue.Krx, Prefix = Options.IndexPrefix + Defaults.MinuteEnd, DailyPrefix = Options.IndexPrefix + Defaults.DailyEnd });

    /// <summary>Reads daily bars of indexes (지수), in points, for benchmarks. <see cref="HantooIndexLogger"/> stores them.</summary>
    /// <remarks>Symbols are the codes of indexes, <see cref="StockIndexExtensions.ToCode"/>. Volume and value are in the units of KIS, which it
    /// does not document.</remarks>
    /// <param name="query">The dates and the codes of the indexes.</param>
    /// <param name="onProblem">Receives every object or row that cannot be used; null for an exception.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    /// <returns>The bars by code; empty when nothing is stored for the range.</returns>
    public Task<KlineHistory> LoadIndexDailyAsync(KlineQuery query, Action<StoreProblem>? onProblem = null, CancellationToken cancellationToken = default) =>
        Indexes.LoadDailyAsync(query, onProblem, cancellationToken);

    /// <summary>Reads minutes of indexes (지수), in points, for benchmarks. <see cref="HantooIndexLogger.CaptureMinutesAsync"/> stores
    /// them.</summary>
    /// <inheritdoc cref="LoadIndexDailyAsync"/>
    public Task<KlineHistory> LoadIndexAsync(KlineQuery query, Action<StoreProblem>? onProblem = null, CancellationToken cancellationToken = default) =>
        Indexes.LoadAsync(query, onProblem, cancellationToken);
}
