using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>Brings together what the witnesses of a symbol show of each event. Pure.</summary>
/// <param name="symbol">The short code (단축코드).</param>
/// <param name="history">The masters.</param>
/// <param name="bars">The daily bars; null when none are stored.</param>
internal sealed class EventCases(string symbol, MasterHistory history, BarEvents? bars)
{
    // A witness that dates an event otherwise is still one of it.
    private const int DaysNear = 20;
    private const decimal Wide = 0.1m;

    /// <summary>Returns the events, in order of time.</summary>
    /// <param name="masters">The events of the masters.</param>
    /// <param name="actions">The events of the lists of the Korea Securities Depository.</param>
    /// <param name="instrument">The instrument; null when no master contains it.</param>
    public IEnumerable<EventCase> Of(IEnumerable<AdjustmentFactor> masters, IEnumerable<EventWitness> actions, Instrument? instrument)
    {
        var cases = (bars?.Resets() ?? []).Select(reset => new EventCase(symbol, null, reset, [])).ToList();
        foreach (var witness in masters.Select(OfMasters))
        {
            var place = cases.FindIndex(one => one.Masters is null && one.Bars is { } reset && witness.DaysFrom(reset.Last) == 0);
            if (place >= 0)
                cases[place] = cases[place] with { Masters = witness };
            else
                cases.Add(new(symbol, witness, null, []));
        }

        foreach (var action in actions)
            Add(cases, action);
        return cases.Select(one => Judge(one, instrument)).OrderBy(one => one.ExDate);
    }

    private void Add(List<EventCase> cases, EventWitness action)
    {
        var near = cases.Index().Where(one => action.DaysFrom(one.Item.ExDate) is var days && (days == 0 || (days <= DaysNear && one.Item.Actions.Count == 0 && IsLike(one.Item, action))))
            .Select(one => (int?)one.Index).MinBy(place => action.DaysFrom(cases[place!.Value].ExDate));
        if (near is { } found)
            cases[found] = cases[found] with { Actions = [.. cases[found].Actions, action] };
        else
            cases.Add(new(symbol, null, null, [action]));
    }

    private static bool IsLike(EventCase one, EventWitness action) => action.Low is not null && new[] { one.Masters, one.Bars }.OfType<EventWitness>().All(action.Agrees);

    private static EventWitness OfMasters(AdjustmentFactor one)
    {
        var reset = one.Change.Reset!;
        var tick = TickSize.Of(reset.BasePrice, one.Change.Market, one.Change.SecurityGroup, one.ExDate);
        var isExact = reset is { Factor: not null, Error: 0 };
        decimal? low = isExact ? reset.Factor : reset.IsOfMissedDay ? null : (reset.BasePrice - tick) / (reset.PreviousHigh + 1), high = isExact ? reset.Factor : reset.IsOfMissedDay ? null : (reset.BasePrice + tick) / Math.Max(1, reset.PreviousLow - 1);
        return new(EventWitness.Masters, one.FirstExDate, one.ExDate, low, high, $"Masters: {one.Change}")
        {
            Kind = one.Change.Kind,
            Factor = reset.Factor,
            IsReset = reset.Announced is null && reset.Kind != MasterChangeKind.AuctionBase,
            Event = one,
        };
    }

    private EventCase Judge(EventCase one, Instrument? instrument)
    {
        if (one.Bars is null && bars is not null && bars.HasNoReset((one.Masters ?? one.Actions[0]).First, (one.Masters ?? one.Actions[0]).Last))
        {
            // The bounds of a master are wide, and a company that was divided may have an auction's price as its base.
            var hasProof = one.Masters is { IsReset: true, Event.Change.Reset.Factor: not null } || one.Actions.Any(action => action.IsReset);
            return hasProof ? one with { Silence = $"{(one.Masters ?? one.Actions[0]).Name} show a reset on {one.ExDate.ToText()}, daily bars have the close before as the base price." } : one with { IsExcluded = one.Masters is not { Kind: MasterChangeKind.AuctionBase } };
        }

        return one is { Masters: null, Bars.Factor: { } factor } && Math.Abs(factor - 1) > Wide && AreSilent(one.ExDate, instrument)
            ? one with { Silence = $"daily bars have × {factor.ToString("0.######", CultureInfo.InvariantCulture)} on {one.ExDate.ToText()}, the master of the day has no reset." }
            : one;
    }

    // A master bounds the close before by a few per cent.
    private bool AreSilent(DateOnly date, Instrument? instrument) =>
        instrument is not null && ResetDetector.HasCloseAsBase(instrument.Market, instrument.SecurityGroup) && instrument.FirstSeen < date && instrument.LastSeen >= date && history.DayInForce(instrument.Market, date) == date;
}
