using System.Collections.Concurrent;

namespace Rhetenor.Data.Testing;

/// <summary>The true trades of a simulated market, minute by minute. A <see cref="SimulatedKis"/> answers from it, and tests
/// compare their results with it.</summary>
/// <remarks>
/// Every bar is determined by the seed, the symbol, the venue and the date, using whole numbers, so it is the same on every
/// platform. Days are generated when they are requested. Prices move in tick sizes within 30 % of the previous close, with a few at
/// mid-prices. The unified venue is the sum of both venues. The cumulative value continues through the after-market.
/// </remarks>
public sealed partial class KisTruth
{
    private readonly Dictionary<string, KisSymbol> _symbols;
    private readonly ILookup<(Venue, DateOnly, string), KisRevision> _revisions;
    private readonly ILookup<string, CapitalEvent> _events;
    private readonly TapeCache _tapes;
    private readonly ConcurrentDictionary<(Venue, DateOnly, string), DailyTruth?> _days = new();

    /// <summary>Creates a market.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">A code is duplicated, or a revision is of the unified venue.</exception>
    public KisTruth(KisTruthOptions? options = null)
    {
        Options = options ?? new KisTruthOptions();
        _symbols = Options.Listing.ToDictionary(symbol => symbol.Code, StringComparer.Ordinal);
        if (Options.Revisions.Any(revision => revision.Venue == Venue.Unified))
            throw new ArgumentException("A revision is of KRX or Nextrade; the unified bar changes with it.", nameof(options));
        _revisions = Options.Revisions.ToLookup(revision => (revision.Venue, revision.Date, revision.Code));
        _events = Options.Events.ToLookup(one => one.Code, StringComparer.Ordinal);
        _tapes = new TapeCache(Options.KeptDays);
    }

    /// <summary>Gets the options of the market.</summary>
    public KisTruthOptions Options { get; }

    /// <summary>Returns the symbol with a code; null when there is none.</summary>
    public KisSymbol? Find(string code) => _symbols.GetValueOrDefault(code);

    /// <summary>Returns the bars at an instant, including the traded part of the current minute.</summary>
    /// <param name="venue">The venue.</param>
    /// <param name="date">The Korean date.</param>
    /// <param name="code">The short code.</param>
    /// <param name="asOf">The instant.</param>
    /// <returns>One bar for each minute with a trade, ascending; empty for closed days, unknown symbols and symbols that the venue
    /// does not trade.</returns>
    public IReadOnlyList<MinuteRow> Bars(Venue venue, DateOnly date, string code, DateTimeOffset asOf) => Rows(date, See(venue, date, code, asOf));

    /// <summary>Returns the bars, at an instant, of the minutes that were over by then.</summary>
    /// <inheritdoc cref="Bars"/>
    public IReadOnlyList<MinuteRow> CompletedBars(Venue venue, DateOnly date, string code, DateTimeOffset asOf)
    {
        var running = (asOf - KoreaTime.At(date, TimeOnly.MinValue)).TotalMinutes;
        return Rows(date, See(venue, date, code, asOf).FindAll(bar => bar.Minute + 1 <= running));
    }

    /// <summary>Returns the final bars, after which nothing changes.</summary>
    /// <inheritdoc cref="Bars"/>
    public IReadOnlyList<MinuteRow> FinalBars(Venue venue, DateOnly date, string code) => Bars(venue, date, code, DateTimeOffset.MaxValue);

    internal List<TruthBar> See(Venue venue, DateOnly date, string code, DateTimeOffset asOf)
    {
        if (Find(code) is not { } symbol || !IsSession(date) || !IsListed(venue, symbol, date))
            return [];
        if (venue != Venue.Unified)
            return _tapes.Get(venue, date, code, Make).At(asOf);
        return TruthMerge.Together(_tapes.Get(Venue.Krx, date, code, Make).At(asOf), _tapes.Get(Venue.Nextrade, date, code, Make).At(asOf));
    }

    private DayTape Make(Venue venue, DateOnly date, string code)
    {
        var symbol = _symbols[code];
        var kind = KindOn(symbol, date);
        if (kind is KisSymbolKind.Idle or KisSymbolKind.Halted)
            return DayTape.Empty;
        var draw = DrawOf(code).For(date.DayNumber).For(venue.ToCode());
        var thin = kind == KisSymbolKind.Thin;
        var scale = DrawOf(code).Between("scale", 200, 30_000) / (venue == Venue.Nextrade ? 3 : 1);
        var builder = new TapeBuilder(draw, new TapeStyle(thin, scale, Options.MidPricePermille), BasePrice(date, code), CloseOn(symbol, date));
        var bars = builder.Build(HoursOf(venue, symbol, date), venue == Venue.Krx);
        var late = LateTrades.Of(bars, date, HoursOf(venue, symbol, date), draw, Options)
            .Concat(_revisions[(venue, date, code)].Select(revision => new TapeRevision((short)revision.Minute.ToTimeSpan().TotalMinutes, revision.Instant, revision.Shares)));
        return new DayTape(KoreaTime.At(date, TimeOnly.MinValue), bars, [.. late]);
    }

    private static MinuteRow[] Rows(DateOnly date, List<TruthBar> bars)
    {
        var rows = new MinuteRow[bars.Count];
        var value = 0L;
        for (var i = 0; i < rows.Length; i++)
        {
            var bar = bars[i];
            value += bar.Value;
            rows[i] = new MinuteRow(date.ToDateTime(TimeOnly.MinValue).AddMinutes(bar.Minute), bar.Open, bar.High, bar.Low, bar.Close, bar.Volume, value);
        }

        return rows;
    }
}
