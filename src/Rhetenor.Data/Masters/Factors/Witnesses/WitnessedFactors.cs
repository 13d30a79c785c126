using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>Compares the witnesses of all events, and returns the factors that they prove together. Pure.</summary>
internal sealed class WitnessedFactors
{
    private readonly MasterHistory _history;
    private readonly KlineHistory _days;
    private readonly AdjustmentFactors _masters, _refined;
    private readonly TradedDays _traded;
    private readonly ILookup<string, CorporateAction> _actions;
    private readonly List<AdjustmentFactor> _events = [];
    private readonly List<AdjustmentFactor> _dividends = [];
    private readonly List<ComparedEvent> _compared = [];
    private readonly ILookup<string, DateOnly> _marks;
    private readonly CorporateActions _lists;
    private readonly Dictionary<string, List<(DateOnly After, DateOnly To)>> _searched = new(StringComparer.Ordinal);

    public WitnessedFactors(MasterHistory history, KlineHistory days, CorporateActions actions)
    {
        (_history, _days, _traded, _lists) = (history, days, new(days), actions);
        (_masters, _refined) = (AdjustmentFactors.Of(history), AdjustmentFactors.Of(history, days));
        var matched = actions.Versions.SelectMany(action => SymbolsOf(action).Select(symbol => (symbol, action)));
        _marks = history.Changes().Where(change => change is { Kind: MasterChangeKind.ExDate, Date: not null }).ToLookup(change => change.ShortCode, change => change.Date!.Value, StringComparer.Ordinal);
        _actions = matched.ToLookup(pair => pair.symbol, pair => pair.action, StringComparer.Ordinal);
    }

    /// <summary>Returns the factors.</summary>
    public AdjustmentFactors Run()
    {
        foreach (var series in _days)
            Compare(series.Symbol);
        _events.AddRange(_refined.Concat(_refined.UnprovenEvents).Where(one => _days.IndexOf(one.Change.ShortCode) < 0));
        return new(_events, _masters.Coverage, _dividends) { Codes = _masters.Codes, Lists = _lists, Compared = [.. _compared.OrderBy(one => one.ExDate).ThenBy(one => one.Symbol, StringComparer.Ordinal)], Searched = _searched };
    }

    // An instrument that no master contains is matched by the code of its bars.
    private IEnumerable<string> SymbolsOf(CorporateAction action) => _history.Find(action) is { } instrument
        ? instrument.Periods.Select(period => period.ShortCode).Distinct()
        : !_history.HasCode(action.Code) && _days.IndexOf(action.Code) >= 0 ? [action.Code] : [];

    private void Compare(string symbol)
    {
        var instrument = _history.Find(symbol);
        var bars = _days.TryGetValue(symbol, out var series) && series is { Daily: not null, Count: > 0 }
            ? new BarEvents(series, _traded, instrument?.Market ?? Market.Kospi, instrument is { SecurityGroup.Length: > 0 } ? instrument.SecurityGroup : "ST") : null;
        var actions = _actions[symbol].Where(action => action.Withdrawn is null).Select(action => ActionEvents.Of(action, _traded, date => bars?.Before(date) is { } last && last.Date == _traded.Before(date) ? last.Close : null)).OfType<EventWitness>();
        foreach (var one in new EventCases(symbol, _history, bars).Of(_masters.Of(symbol).Concat(_masters.UnprovenOf(symbol)).Where(IsOfSymbol), actions, instrument))
            Take(one, instrument);
        if (bars is not null)
        {
            _searched.Add(symbol, [.. bars.Searched()]);
            AddDividends(symbol, bars, instrument);
        }

        // An event is of the code that the instrument has now, when it had several.
        bool IsOfSymbol(AdjustmentFactor one) => one.Change.ShortCode == symbol;
    }

    private void AddDividends(string symbol, BarEvents bars, Instrument? instrument)
    {
        var events = new DividendEvents(symbol, bars, _traded, _marks[symbol].ToHashSet());
        var dividends = events.Of([.. _actions[symbol]], instrument);
        _dividends.AddRange(dividends);
        _compared.AddRange(events.Compare(dividends));
    }

    private void Take(EventCase one, Instrument? instrument)
    {
        if (one.IsExcluded)
            return;
        var compared = one.Compare();
        _compared.Add(compared);
        var own = one.Masters?.Event;
        var refined = own is null ? null : _refined.Concat(_refined.UnprovenEvents).FirstOrDefault(other => other.Change.StandardCode == own.Change.StandardCode && other.ExDate == own.ExDate);
        if (compared.Agreement != EventAgreement.Contradicted && refined is { Change.Reset.Factor: not null })
            _events.Add(refined with { Change = refined.Change with { Reset = refined.Change.Reset with { HasBonusPart = one.HasBonusPart } } });
        else if (one.Bars is not null || own is not null)
            _events.Add(Event(one, compared, own, instrument));
    }

    // One witness without a reason proves nothing.
    private static AdjustmentFactor Event(EventCase one, ComparedEvent compared, AdjustmentFactor? own, Instrument? instrument)
    {
        var isProven = compared.Factor is not null && (compared.Agreement == EventAgreement.Agreed || one.Bars?.Kind is not null) && one.Kind is not (MasterChangeKind.AuctionBase or MasterChangeKind.UnexplainedReset);
        var kind = isProven ? one.Kind : one.Kind == MasterChangeKind.AuctionBase ? one.Kind : MasterChangeKind.UnexplainedReset;
        var (price, low, high) = one.Bars is { Prices: { } prices } && (own is null || one.Bars.Factor is not null)
            ? (prices.Base, prices.Close, prices.Close) : (own!.Change.Reset!.BasePrice, own.Change.Reset.PreviousLow, own.Change.Reset.PreviousHigh);
        string[] first = compared.Contradiction is { } contradiction ? [$"Two witnesses disagree: {contradiction}"] : compared.Agreement == EventAgreement.OneWitness ? ["One witness shows the event."] : [];
        var change = own?.Change ?? new(kind, instrument?.Market ?? Market.Kospi, instrument?.StandardCode ?? "", one.Symbol, instrument?.KoreanName ?? "")
        {
            SecurityGroup = instrument?.SecurityGroup ?? "",
            Date = one.ExDate,
            Since = one.ExDate.AddDays(-1),
            Field = "base_price",
            After = $"{price}",
        };
        var tick = TickSize.Of(price, change.Market, "ST", one.ExDate);
        return new(
            change with
            {
                Kind = kind,
                Reset = new(kind, (long)price, low, high, isProven ? compared.Factor : null, isProven && !one.IsExact ? tick / 2m / price : 0, [.. first, .. compared.Evidence])
                {
                    IsComparedWithBars = one.Bars is not null,
                    HasBonusPart = one.HasBonusPart,
                },
            },
            own?.Known ?? one.ExDate)
        {
            ShortCodes = own?.ShortCodes ?? [one.Symbol],
            HaltedSince = own?.HaltedSince,
            IsHaltOlder = own?.IsHaltOlder == true,
            IsOfSession = own is null,
        };
    }
}
