namespace Rhetenor.Data.Format;

/// <summary>One state of the leases of a session: the processes that share its symbols. A share that no member has is free.</summary>
internal sealed record LeaseTerm(IReadOnlyList<LeaseMember> Members)
{
    public static LeaseTerm None { get; } = new([]);

    /// <summary>Returns the member with a name; null when there is none.</summary>
    public LeaseMember? Find(string owner) => Members.FirstOrDefault(member => member.Owner == owner);
}

/// <summary>A process that shares the symbols of a session.</summary>
/// <param name="Owner">The name.</param>
/// <param name="Id">Differs in every start of a process, also under the same name.</param>
/// <param name="Expiry">The time after which others take over, if the process has written no term since.</param>
/// <param name="Rate">The calls per second that it can make.</param>
internal sealed record LeaseMember(string Owner, string Id, TimeSpan Expiry, double Rate)
{
    /// <summary>The rate that is written for a source without a limit.</summary>
    public const double MaxRate = 1_000_000;

    /// <summary>Gets the last term that the process wrote.</summary>
    public int Seen { get; init; }

    /// <summary>Gets the number of symbols that it has finished.</summary>
    public int Done { get; init; }

    /// <summary>Gets the numbers of the shares that it fetches, ascending.</summary>
    public IReadOnlyList<int> Shares { get; init; } = [];
}
