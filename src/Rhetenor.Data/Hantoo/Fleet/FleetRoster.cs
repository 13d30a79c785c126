namespace Rhetenor.Data.Hantoo;

/// <summary>Decides which app key makes a call, and what a failure says about a key. It takes no clock and does not wait.</summary>
internal sealed class FleetRoster(IReadOnlyList<FleetKey> keys, HantooFleetOptions options)
{
    /// <summary>Gives a call the key that will be free first. A key whose time aside is over is tried by one call. When all keys are set aside, the one whose
    /// time ends first is tried.</summary>
    /// <returns>Whether the call has a key, or else the end of a trial to wait for; neither when the call has failed.</returns>
    public (bool HasKey, FleetKey? Tried) Assign(FleetCall call, DateTimeOffset now)
    {
        if (call.Only is { } only)
            return AssignOnly(call, keys[only - 1], now);
        var aside = keys.Where(key => key.Until is not null && !call.HasFailedWith(key)).OrderBy(key => key.Until).ToList();
        var used = keys.Where(key => key.Until is null).ToList();
        var trial = aside.Find(key => key.Trial is null && (key.Until <= now || used.Count == 0));
        var open = used.Where(key => !call.HasFailedWith(key));
        var next = trial ?? (call.Pages is not null ? open.FirstOrDefault() : open.MinBy(key => key.FreeIn));
        if (next is null)
            return (false, used.Count == 0 ? aside.Find(key => key.Trial is not null) : null);
        if (trial is not null)
            trial.Trial = new();
        return Give(call, next, isTrial: trial is not null);
    }

    // Nobody says what another key would answer.
    private static (bool HasKey, FleetKey? Tried) AssignOnly(FleetCall call, FleetKey key, DateTimeOffset now)
    {
        if (call.HasFailedWith(key))
            return (false, null);
        if (key.Until is null)
            return Give(call, key, isTrial: false);
        if (key.Trial is not null)
            return (false, key);
        if (key.Until <= now)
        {
            key.Trial = new();
            return Give(call, key, isTrial: true);
        }

        call.Failed(key, key.Failure!.Again());
        return (false, null);
    }

    private static (bool HasKey, FleetKey? Tried) Give(FleetCall call, FleetKey key, bool isTrial)
    {
        (call.Key, call.Leaving, call.IsTrial) = (key, key.Leaving.Token, isTrial);
        key.UnderWay++;
        key.Calls++;
        return (true, null);
    }

    /// <summary>Takes an answer.</summary>
    /// <returns>Whether the key was set aside and is used again.</returns>
    public static bool Answered(FleetCall call, DateTimeOffset now)
    {
        var key = call.Key!;
        (key.Answered, key.Failing, key.Failures) = (now, null, 0);
        if (call.Pages is { } pages)
            pages.Key ??= key.Number;
        if (call.IsTrial)
            (key.Until, key.Times) = (null, 0);
        return call.IsTrial;
    }

    /// <summary>Takes a failure.</summary>
    /// <returns>Whether the call is made with another key, and whether the key was set aside.</returns>
    public (bool MovesOn, bool IsSetAside) Failed(FleetCall call, HantooException failure, DateTimeOffset now)
    {
        if (failure.IsFatal || failure.Error == HantooError.RateLimited)
            return (call.Only is null, SetAside(call, failure, now));

        // Any other failure is about the call, and the key works.
        if (failure.Error is not (HantooError.Unavailable or HantooError.Rejected))
            return (false, false);
        if (call.IsTrial)
            return (call.Only is null, SetAside(call, failure, now));
        var (key, first) = (call.Key!, call.Unanswered);
        if (first is not null)
        {
            // Two keys got no answer: it is the call, or KIS is away.
            (first.Failing, first.Failures, key.Failing, key.Failures) = (null, 0, null, 0);
            return (false, false);
        }

        // Answers to other keys show whether it may be the key.
        call.Unanswered = key;
        key.Failing ??= now;
        var isKey = ++key.Failures >= options.Failures && OthersAnsweredSince(key, key.Failing.Value);
        return (call.Only is null && (failure.Error == HantooError.Rejected || OthersAnsweredSince(key, call.Begun)), isKey && SetAside(call, failure, now));
    }

    /// <summary>Sets a key aside until it may request a token, unless there is no other key to use.</summary>
    public bool TryLeave(FleetKey key, DateTimeOffset until)
    {
        if (key.Until is not null || keys.All(other => other == key || other.Until is not null))
            return false;
        (key.Until, key.Failure) = (until, new HantooException(HantooError.RateLimited, "it waits for KIS's one token a minute."));
        return true;
    }

    /// <summary>Ends the use of a key by a call.</summary>
    /// <returns>The trial that has ended; null for none.</returns>
    public static TaskCompletionSource<HantooException?>? Leave(FleetCall call)
    {
        var key = call.Key!;
        key.UnderWay--;
        if (!call.IsTrial)
            return null;
        var trial = key.Trial;
        key.Trial = null;
        return trial;
    }

    private bool OthersAnsweredSince(FleetKey key, DateTimeOffset instant) => keys.Any(other => other != key && other.Answered >= instant);

    // A call that was under way when the key was set aside does not lengthen the wait.
    private bool SetAside(FleetCall call, HantooException failure, DateTimeOffset now)
    {
        var key = call.Key!;
        if (key.Until is not null && !call.IsTrial)
            return false;
        (key.Until, key.Failure) = (now + options.WaitAfter(key.Times++), failure);
        return true;
    }
}
