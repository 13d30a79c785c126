using Rhetenor.Data.Format;

namespace Rhetenor.Data.Logging;

/// <summary>Finds members that have written nothing for as long as they said, by this process's own clock only: no times of hosts are compared.</summary>
internal sealed class LeaseWatch(TimeProvider timeProvider)
{
    private Dictionary<string, (int Seen, long Since)> _members = new(StringComparer.Ordinal);

    /// <summary>Notes what was just read or written.</summary>
    public void See(LeaseTerm term)
    {
        var now = timeProvider.GetTimestamp();
        _members = term.Members.ToDictionary(
            member => member.Id,
            member => _members.TryGetValue(member.Id, out var known) && known.Seen == member.Seen ? known : (member.Seen, now),
            StringComparer.Ordinal);
    }

    /// <summary>Returns the ids of the members whose last term was seen first as long ago as their expiry.</summary>
    public IReadOnlySet<string> Gone(LeaseTerm term) => term.Members
        .Where(member => _members.TryGetValue(member.Id, out var known) && timeProvider.GetElapsedTime(known.Since) >= member.Expiry)
        .Select(member => member.Id).ToHashSet(StringComparer.Ordinal);
}
