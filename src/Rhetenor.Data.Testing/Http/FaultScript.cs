namespace Rhetenor.Data.Testing;

/// <summary>Decides which request meets which fault.</summary>
/// <remarks>
/// Rules are checked in the order in which they were added, and the first that applies wins. A rule counts only requests that no
/// earlier rule took: two calls of <see cref="Next"/> are for the next request and the one after it. Instances are safe for
/// concurrent use. Rules may be added while requests are made.
/// </remarks>
public sealed class FaultScript
{
    private readonly Lock _gate = new();
    private readonly List<FaultRule> _rules = [];

    /// <summary>Gets the scripted faults that have not occurred yet; empty when the whole script was carried out. Faults for every
    /// request and random faults are not counted.</summary>
    public IReadOnlyList<ScriptedFault> Remaining
    {
        get
        {
            lock (_gate)
                return [.. _rules.Where(rule => rule is { Counted: true, TimesLeft: > 0 }).Select(rule => new ScriptedFault(rule.Fault, rule.TimesLeft))];
        }
    }

    /// <summary>Requires that the whole script was carried out: a fault that no request met, such as one for a part of a path that no path contains,
    /// tests nothing. Call it at the end of a test.</summary>
    /// <exception cref="InvalidOperationException">Faults are left; the message lists them.</exception>
    public void EnsureAllMet()
    {
        var remaining = Remaining;
        if (remaining.Count > 0)
            throw new InvalidOperationException($"No request met {string.Join(", ", remaining)}.");
    }

    /// <summary>Applies the fault to the next request, and to further ones up to <paramref name="times"/> in total.</summary>
    public FaultScript Next(HttpFault fault, int times = 1) => When(static _ => true, fault, 1, times);

    /// <summary>Applies the fault to one request, by its number among all requests of the simulator, from 1.</summary>
    public FaultScript OnRequest(int number, HttpFault fault) => When(request => request.Number == number, fault);

    /// <summary>Applies the fault to a request whose path contains a text.</summary>
    /// <param name="pathPart">The text to find in the path, ignoring case.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="nth">The number of the first matching request that meets the fault, from 1.</param>
    /// <param name="times">The number of matching requests that meet the fault.</param>
    public FaultScript OnPath(string pathPart, HttpFault fault, int nth = 1, int times = 1) =>
        When(request => request.Uri.AbsolutePath.Contains(pathPart, StringComparison.OrdinalIgnoreCase), fault, nth, times);

    /// <summary>Applies the fault to a request that fulfils a condition.</summary>
    /// <param name="condition">The condition. It must not call the script.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="nth">The number of the first matching request that meets the fault, from 1.</param>
    /// <param name="times">The number of matching requests that meet the fault.</param>
    public FaultScript When(Func<SimulatedRequest, bool> condition, HttpFault fault, int nth = 1, int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        return Add(new FaultRule(condition, fault) { Skip = nth - 1, TimesLeft = times, Counted = true });
    }

    /// <summary>Applies the fault to every request, or to every request that fulfils a condition.</summary>
    public FaultScript Always(HttpFault fault, Func<SimulatedRequest, bool>? condition = null) =>
        Add(new FaultRule(condition ?? (static _ => true), fault) { TimesLeft = int.MaxValue });

    /// <summary>Applies the fault to random requests. The same seed and order of requests select the same requests.</summary>
    /// <param name="probability">The probability, from 0 to 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="condition">The requests that may meet the fault; null for all.</param>
    public FaultScript Randomly(double probability, int seed, HttpFault fault, Func<SimulatedRequest, bool>? condition = null)
    {
        var random = new Random(seed);
        condition ??= static _ => true;
        return Always(fault, request => condition(request) && random.NextDouble() < probability);
    }

    /// <summary>Removes every rule.</summary>
    public void Clear()
    {
        lock (_gate)
            _rules.Clear();
    }

    internal HttpFault? Take(SimulatedRequest request)
    {
        lock (_gate)
            return _rules.Find(rule => rule.Takes(request))?.Fault;
    }

    private FaultScript Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule.Fault);
        ArgumentNullException.ThrowIfNull(rule.Condition);
        lock (_gate)
            _rules.Add(rule);
        return this;
    }
}
