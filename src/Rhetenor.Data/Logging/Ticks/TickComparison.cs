using Rhetenor.Data.Core;

namespace Rhetenor.Data.Logging;

/// <summary>The comparison of a symbol's minutes with those of KIS when the figures of the session have settled: whether it is done, and when KIS is asked
/// again. Pure.</summary>
internal sealed class TickComparison
{
    private const int Growth = 4;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // Rounds are a minute apart, by a server's clock that is only known to a fraction of it.
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);

    private TimeSpan _wait = TimeSpan.FromMinutes(1);
    private DateTimeOffset _due = DateTimeOffset.MinValue;
    private (KlineFetch Fetch, DateTimeOffset Since)? _doubted;

    /// <summary>Gets why it is not done.</summary>
    public string Reason { get; private set; } = "KIS was not asked";

    public bool IsDone { get; private set; }

    public bool IsDue(DateTimeOffset now) => !IsDone && now + Early >= _due;

    /// <summary>Takes an answer, and returns it without its doubt when it repeats one that is old enough.</summary>
    public KlineFetch Take(KlineFetch fetch, DateTime through, DateTimeOffset now)
    {
        if ((fetch.Doubt ?? fetch.Shortfall) is not { } reason)
            return fetch;
        if (_doubted is not var (earlier, since) || (earlier.Doubt ?? earlier.Shortfall) != reason || !earlier.Rows.SequenceEqual(fetch.Rows))
            _doubted = (fetch, now);
        else if (fetch.RepetitionSettles && now - since >= Defaults.Repetition)
            return fetch with { CompletedThrough = through, Doubt = null, Shortfall = null };
        return fetch;
    }

    /// <summary>Says that KIS did not answer, or with a doubt. It is asked again after a wait that grows.</summary>
    public void Failed(string reason, DateTimeOffset now)
    {
        (Reason, _due) = (reason, now + _wait);
        _wait = _wait * Growth < Longest ? _wait * Growth : Longest;
    }

    public void Done() => IsDone = true;
}
