namespace Rhetenor.Data.Testing;

/// <summary>Which request meets which fault.</summary>
/// <remarks>
/// Rules are asked in the order they were added, the first that applies wins, and a rule counts only the requests that
/// no earlier rule took: two calls of <see cref="Next"/> are for the next request and the one after it. Safe for use
/// from several threads; rules may be added while requests are made.
/// </remarks>
public sealed class FaultScript
{
    private readonly Lock _gate = new();
    private readonly List<FaultRule> _rules = [];

    /// <summary>Scripted faults that are still to come; empty when the script was carried out whole. Faults for every
    /// request and random ones are not counted.</summary>
    public IReadOnlyList<ScriptedFault> Remaining
    {
        get
        {
            lock (_gate)
                return [.. _rules.Where(rule => rule is { Counted: true, TimesLeft: > 0 }).Select(rule => new ScriptedFault(rule.Fault, rule.TimesLeft))];
        }
    }

    /// <summary>The next request meets the fault, and with <paramref name="times"/> as many more after it.</summary>
    public FaultScript Next(HttpFault fault, int times = 1) => When(static _ => true, fault, 1, times);

    /// <summary>One request meets the fault, counted over all the simulator gets, from 1.</summary>
    public FaultScript OnRequest(int number, HttpFault fault) => When(request => request.Number == number, fault);

    /// <summary>A request whose path contains some text meets the fault.</summary>
    /// <param name="pathPart">Text to look for in the path, in any case.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="nth">Which of the matching requests is the first to meet it, from 1.</param>
    /// <param name="times">How many matching requests meet it.</param>
    public FaultScript OnPath(string pathPart, HttpFault fault, int nth = 1, int times = 1) =>
        When(request => request.Uri.AbsolutePath.Contains(pathPart, StringComparison.OrdinalIgnoreCase), fault, nth, times);

    /// <summary>A request that fulfils a condition meets the fault.</summary>
    /// <param name="condition">Must not call back into the script.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="nth">Which of the matching requests is the first to meet it, from 1.</param>
    /// <param name="times">How many matching requests meet it.</param>
    public FaultScript When(Func<SimulatedRequest, bool> condition, HttpFault fault, int nth = 1, int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        return Add(new FaultRule(condition, fault) { Skip = nth - 1, TimesLeft = times, Counted = true });
    }

    /// <summary>Every request, or every one that fulfils a condition, meets the fault.</summary>
    public FaultScript Always(HttpFault fault, Func<SimulatedRequest, bool>? condition = null) =>
        Add(new FaultRule(condition ?? (static _ => true), fault) { TimesLeft = int.MaxValue });

    /// <summary>Requests meet the fault at random, the same ones for the same seed and order of requests.</summary>
    /// <param name="probability">From 0 to 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="condition">Which requests may meet it; null for all.</param>
    public FaultScript Randomly(double probability, int seed, HttpFault fault, Func<SimulatedRequest, bool>? condition = null)
    {
        var random = new Random(seed);
        condition ??= static _ => true;
        return Always(fault, request => condition(request) && random.NextDouble() < probability);
    }

    /// <summary>Drops every rule.</summary>
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
