namespace Rhetenor.Data.Testing;

public sealed partial class KisTruth
{
    /// <summary>Returns the name that a symbol got by an event up to a day; null when it had its first one.</summary>
    internal string? RenamedOn(DateOnly date, string code) => LastOf(date, code, static one => one.Name is not null)?.Name;

    /// <summary>Returns the event by which a symbol came to the market that it has on a day; null when it has its first one.</summary>
    internal ListingEvent? MoveOn(DateOnly date, string code) => LastOf(date, code, static one => one.Market is not null);

    /// <summary>Returns the codes of symbols that moved to a market up to a day and are there.</summary>
    internal IEnumerable<string> MovedTo(Market market, DateOnly date) =>
        Options.ListingEvents.Select(one => one.Code).Distinct().Where(code => MoveOn(date, code)?.Market == market);

    private ListingEvent? LastOf(DateOnly date, string code, Func<ListingEvent, bool> condition) =>
        Options.ListingEvents.Where(one => one.Code == code && one.Date <= date && condition(one)).MaxBy(one => one.Date);
}
