using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>The witnesses of one event of one symbol, and what follows from them. Pure.</summary>
/// <param name="Symbol">The short code (단축코드).</param>
/// <param name="Masters">What masters show; null when they show no event.</param>
/// <param name="Bars">What the daily bars show; null when they show none.</param>
/// <param name="Actions">What the lists of the Korea Securities Depository show.</param>
internal sealed record EventCase(string Symbol, EventWitness? Masters, EventWitness? Bars, IReadOnlyList<EventWitness> Actions)
{
    /// <summary>Gets why a witness that has the day and no event contradicts the others; null when there is no such witness.</summary>
    public string? Silence { get; init; }

    /// <summary>Gets whether the daily bars show that there was no reset: the masters only bounded the close before.</summary>
    public bool IsExcluded { get; init; }

    /// <summary>Gets the session of the event.</summary>
    public DateOnly ExDate => Bars?.Last ?? Masters?.Last ?? Actions[0].Last;

    /// <summary>Gets the kind of event.</summary>
    public MasterChangeKind Kind => Masters?.Event is { Change.Reset.Factor: not null } proven ? proven.Change.Kind
        : HasBonusPart ? MasterChangeKind.Rights
        : Actions.Select(action => action.Kind).FirstOrDefault(kind => kind is not null) ?? Bars?.Kind ?? Masters?.Kind ?? MasterChangeKind.UnexplainedReset;

    /// <summary>Gets whether rights and bonus shares were issued together.</summary>
    public bool HasBonusPart => Masters?.Event?.Change.Reset!.HasBonusPart == true
        || (Actions.Any(action => action.Kind == MasterChangeKind.Rights) && Actions.Any(action => action.Kind == MasterChangeKind.Bonus));

    /// <summary>Gets the factor: that of par values, else the base price divided by the close before; null when no witness shows one. Ratios of
    /// lists alone only tell what was announced.</summary>
    public decimal? Factor => All.FirstOrDefault(witness => witness.Low is { } low && low == witness.High)?.Low ?? Bars?.Factor ?? Masters?.Factor ?? (Bars is null && Masters is null ? OfActions() : null);

    /// <summary>Gets whether the factor is exact.</summary>
    public bool IsExact => All.Any(witness => witness.Low is { } low && low == witness.High);

    private IEnumerable<EventWitness> All => new[] { Masters, Bars }.OfType<EventWitness>().Concat(Actions);

    /// <summary>Returns the comparison.</summary>
    public ComparedEvent Compare()
    {
        var contradiction = Silence ?? Differences().FirstOrDefault();
        string[] names = [.. All.Select(witness => witness.Name).Distinct()];
        return new(Symbol, ExDate, Kind, contradiction is not null ? EventAgreement.Contradicted : names.Length > 1 ? EventAgreement.Agreed : EventAgreement.OneWitness)
        {
            Factor = contradiction is null ? Factor : null,
            Witnesses = names,
            Evidence = [.. All.Select(witness => witness.Line)],
            Contradiction = contradiction,
        };
    }

    // Several actions of one day are one reset.
    private decimal? OfActions() => Actions.Any(action => action.Factor is null) ? null : Actions.Aggregate((decimal?)1, (product, action) => product * action.Factor);

    private IEnumerable<string> Differences()
    {
        var ksd = Actions is [var one] ? one : Together();
        foreach (var (left, right) in new[] { (Masters, Bars), (Masters, ksd), (Bars, ksd) })
        {
            if (left is null || right is null)
                continue;
            if (right.DaysFrom(left.Last) > 0 && left.DaysFrom(right.Last) > 0)
                yield return $"{left.Name} date the event {left.Last.ToText()}, {right.Name} {right.Last.ToText()}.";
            else if (!left.Agrees(right))
                yield return $"{left.Name} have {left.FactorText}, {right.Name} {right.FactorText}.";
        }
    }

    private EventWitness? Together() => Actions.Count == 0 ? null : Actions[0] with
    {
        Low = Actions.Aggregate((decimal?)1, (product, action) => product * action.Low),
        High = Actions.Aggregate((decimal?)1, (product, action) => product * action.High),
    };
}
