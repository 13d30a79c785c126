namespace Rhetenor.Data.Hantoo;

/// <summary>Decides what is believed of the answers to one request. Pure.</summary>
internal sealed class MinuteEvidence(WalkFacts facts)
{
    private readonly SilenceEvidence _silence = new(facts);
    private readonly PriceEvidence _prices = new(facts);
    private readonly ChainEvidence _chain = new(facts);
    private readonly TailEvidence _tail = new(facts);

    /// <inheritdoc cref="SilenceEvidence.NoRows"/>
    public string NoRows(DateTime cursor) => _silence.NoRows(cursor);

    /// <summary>Decides on answers without any row of the day.</summary>
    /// <inheritdoc cref="SilenceEvidence.Check"/>
    public WalkQuestion? OfNothing(DateTime cursor, bool hasOtherRows, int again) => _silence.Check(cursor, hasOtherRows, again);

    /// <summary>Decides on the rows: first on their prices, then on their order, then on what is after them.</summary>
    /// <returns>What must be requested first; null when it is decided.</returns>
    public WalkQuestion? OfRows() =>
        _prices.Check() ?? _chain.Check() ?? (_chain.Doubt is null ? _tail.Check(_chain.Witnesses.HasFlag(KlineWitnesses.MoneyChain), _chain.IsUnbroken) : null);

    /// <summary>Returns the rows and what is believed of them.</summary>
    /// <param name="calls">The number of calls made.</param>
    public KlineFetch Result(int calls)
    {
        var (rows, shortfall) = (facts.CompletedRows(), _silence.Shortfall ?? _tail.Shortfall);
        return new(rows, shortfall is null ? facts.Completed : rows.Count == 0 ? null : _chain.IsUnbroken ? rows[^1].Minute : _chain.Unbroken)
        {
            State = facts.Received.Count > 0 || facts.SawEarlierDay || _silence.IsIdle || shortfall is not null ? SymbolDayState.Complete : SymbolDayState.Doubtful,
            Doubt = _chain.Doubt ?? _prices.Doubt,
            Note = _chain.Note ?? _prices.Note,
            Shortfall = shortfall,
            RepetitionSettles = _chain.Doubt is null && (_silence.IsExplicable || _tail.IsExplicable || (shortfall is null && _prices.Doubt is not null)),
            Witnesses = _silence.Witnesses | _chain.Witnesses | _tail.Witnesses | (facts.SawEarlierDay ? KlineWitnesses.EarlierDay : KlineWitnesses.None),
            Name = facts.Name,
            Calls = calls,
            Answered = facts.Answered,
        };
    }
}
