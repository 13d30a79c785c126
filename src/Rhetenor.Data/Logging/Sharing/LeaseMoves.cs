using Rhetenor.Data.Format;

namespace Rhetenor.Data.Logging;

/// <summary>The shares that a process works on.</summary>
/// <param name="Open">The shares with work left, whoever has them.</param>
/// <param name="Kept">The shares that the process must not give back yet.</param>
internal readonly record struct LeaseWishes(IReadOnlySet<int> Open, IReadOnlySet<int> Kept);

/// <summary>Decides the next term of leases. Pure.</summary>
internal static class LeaseMoves
{
    /// <summary>Returns the next term as a process wants it: it is a member of it, members that are gone are not, and it has its part of the open shares.</summary>
    /// <param name="last">The last term.</param>
    /// <param name="me">The process.</param>
    /// <param name="gone">The ids of the members whose time is over.</param>
    /// <param name="wishes">The shares to have; null leaves shares as they are.</param>
    public static LeaseTerm Next(LeaseTerm last, LeaseMember me, IReadOnlySet<string> gone, LeaseWishes? wishes)
    {
        List<LeaseMember> members = [.. last.Members.Where(member => member.Owner == me.Owner || !gone.Contains(member.Id))];
        var place = members.FindIndex(member => member.Owner == me.Owner);
        if (place < 0)
        {
            members.Add(me with { Shares = [] });
            place = members.Count - 1;
        }

        var held = members[place].Shares;
        members[place] = me with { Shares = wishes is { } wanted ? Balanced(members, place, wanted) : held };
        return new(members);
    }

    /// <summary>Returns the number of shares that each member should have, in proportion to the calls per second.</summary>
    public static IReadOnlyList<int> Targets(IReadOnlyList<LeaseMember> members, int shares)
    {
        var sum = members.Sum(member => member.Rate);
        var exact = members.Select(member => shares * (sum > 0 ? member.Rate / sum : 1.0 / members.Count)).ToList();
        var targets = exact.Select(part => (int)part).ToList();
        var rest = shares - targets.Sum();
        foreach (var (_, index) in exact.Select((part, index) => (Fraction: part - targets[index], index)).OrderByDescending(part => part.Fraction).Take(rest).ToList())
            targets[index]++;
        return targets;
    }

    // A process gives back what is more than its part, and takes what is free up to its part. One share at least: others may not want what is free.
    private static int[] Balanced(List<LeaseMember> members, int place, LeaseWishes wishes)
    {
        var target = Math.Max(1, Targets(members, wishes.Open.Count)[place]);
        var (mine, kept) = (members[place].Shares, members[place].Shares.Where(wishes.Kept.Contains));
        var held = mine.Where(share => wishes.Open.Contains(share) && !wishes.Kept.Contains(share)).Take(target).ToList();
        var free = wishes.Open.Except(members.SelectMany(member => member.Shares)).Order().Take(Math.Max(0, target - held.Count));
        return [.. kept.Concat(held).Concat(free).Order()];
    }
}
