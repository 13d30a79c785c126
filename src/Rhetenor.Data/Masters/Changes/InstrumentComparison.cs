namespace Rhetenor.Data.Masters;

/// <summary>Compares the states of one instrument on two days. Pure.</summary>
internal static class InstrumentComparison
{
    /// <summary>Adds the changes between two states of one instrument.</summary>
    public static void Add(ICollection<MasterChange> changes, InstrumentState old, InstrumentState now, DateOnly? since, DateOnly? date)
    {
        if (old.Market != now.Market)
            changes.Add(Change(MasterChangeKind.Moved, now, since, date) with { Field = "market", Before = old.Market.ToKey(), After = now.Market.ToKey() });
        for (var i = 0; i < now.Values.Count; i++)
        {
            var ((field, kind), before, after) = (TrackedFields.All[i], old.Values[i], now.Values[i]);
            if (kind is not { } change || before == after)
                continue;

            // Blank and N both mean that an instrument is not a member, and markets have different indexes.
            if (change is MasterChangeKind.Membership or MasterChangeKind.Halted or MasterChangeKind.AdministrativeIssue && TrackedFields.IsUnset(before) && TrackedFields.IsUnset(after))
                continue;

            // The code of an ex-date is set for one day. Its end is not an event.
            if (change == MasterChangeKind.ExDate && TrackedFields.IsUnset(after))
                continue;
            if (change == MasterChangeKind.Halted && !now.IsHalted)
                change = MasterChangeKind.Resumed;
            changes.Add(Change(change, now, since, date) with { Field = field, Before = before, After = after });
        }
    }

    /// <summary>Returns a change without a field.</summary>
    public static MasterChange Change(MasterChangeKind kind, InstrumentState state, DateOnly? since, DateOnly? date) =>
        new(kind, state.Market, state.StandardCode, state.ShortCode, state.KoreanName) { SecurityGroup = state.SecurityGroup, Since = since, Date = date };

    /// <summary>Returns the reset of a record's base price; null when there is none.</summary>
    public static MasterChange? ResetOf(MasterRecord record, InstrumentState? earlier, DateOnly? since, DateOnly? date)
    {
        if (ResetDetector.Find(record, earlier, since, date) is not { } reset)
            return null;
        return Change(reset.Kind, InstrumentState.Of(record), since, date) with { Field = "base_price", After = $"{reset.BasePrice}", Reset = reset };
    }
}
