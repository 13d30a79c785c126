using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>Makes each call with one of several app keys, and with another one when KIS refuses that key.</summary>
internal sealed class FleetChannel : IHantooChannel
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<FleetKey> _keys;
    private readonly FleetRoster _roster;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    public FleetChannel(IReadOnlyList<HantooChannel> channels, HantooFleetOptions options, TimeProvider timeProvider, ILogger logger)
    {
        _keys = [.. channels.Select((channel, index) => new FleetKey(index + 1, channels.Count == 1 ? channel : channel.HandingOver()))];
        (_roster, _timeProvider, _logger) = (new FleetRoster(_keys, options), timeProvider, logger);
        foreach (var channel in channels)
            channel.HideSecretsOf(channels);

        // An account lives as long as its clock, and must not keep the fleet.
        var self = new WeakReference<FleetChannel>(this);
        foreach (var key in _keys)
        {
            key.Channel.Waiting += (_, until) =>
            {
                if (self.TryGetTarget(out var fleet))
                    fleet.LeaveUntil(key, until);
            };
        }
    }

    // The earliest of the keys' times: nobody takes a minute as over that is running for another key.
    public DateTimeOffset Now => _keys.Where(key => key.Channel.IsTimeKnown).Min(key => (DateTimeOffset?)key.Channel.Now) ?? KoreaTime.Now(_timeProvider);

    public bool IsTimeKnown => _keys.Any(key => key.Channel.IsTimeKnown);

    public double CallsPerSecond
    {
        get
        {
            lock (_gate)
            {
                var isNoneUsed = _keys.All(key => key.Until is not null);
                return _keys.Where(key => key.Until is null || isNoneUsed).Sum(key => key.Channel.CallsPerSecond);
            }
        }
    }

    public HantooAccount Account => _keys[0].Channel.Account;

    public HantooApprovals Approvals => _keys[0].Channel.Approvals;

    public int MaxJsonDepth => _keys[0].Channel.MaxJsonDepth;

    public IReadOnlyList<HantooFleetKey> Keys
    {
        get
        {
            lock (_gate)
                return [.. _keys.Select(key => key.ToState())];
        }
    }

    public event EventHandler<DateTimeOffset>? Waiting
    {
        add
        {
            foreach (var key in _keys)
                key.Channel.Waiting += value;
        }

        remove
        {
            foreach (var key in _keys)
                key.Channel.Waiting -= value;
        }
    }

    public Task EnsureTokenAsync(CancellationToken cancellationToken) => RunAsync(null, static async (channel, token) =>
    {
        await channel.EnsureTokenAsync(token).ConfigureAwait(false);
        return true;
    }, cancellationToken);

    public Task<T> CallAsync<T>(HantooCall call, HantooParser<T> parse, CancellationToken cancellationToken) =>
        RunAsync(call, (channel, token) => channel.CallAsync(call.Again(cancellationToken), parse, token), cancellationToken);

    private async Task<T> RunAsync<T>(HantooCall? what, Func<HantooChannel, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var call = new FleetCall(KoreaTime.Now(_timeProvider), what);
        while (true)
        {
            bool hasKey;
            FleetKey? tried;
            Task<HantooException?>? end;
            lock (_gate)
            {
                (hasKey, tried) = _roster.Assign(call, KoreaTime.Now(_timeProvider));
                end = tried?.Trial?.Task;
            }

            if (hasKey)
            {
                if (await TryAsync(call, work, cancellationToken).ConfigureAwait(false) is (true, var answer))
                    return answer!;
            }
            else if (end is null)
            {
                throw call.Failure!;
            }
            else if (await end.WaitAsync(cancellationToken).ConfigureAwait(false) is { } failure)
            {
                // What a trial shows holds for the calls that wait for it.
                call.Failed(tried!, failure.Again());
            }
        }
    }

    private async Task<(bool IsAnswered, T? Answer)> TryAsync<T>(
        FleetCall call, Func<HantooChannel, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var key = call.Key!;
        HantooException? failure = null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Leaving);
        try
        {
            var answer = await work(key.Channel, either.Token).ConfigureAwait(false);
            Answered(call);
            return (true, answer);
        }
        catch (HantooException exception)
        {
            if (!MovesOn(call, exception))
                throw;
            failure = exception;
            call.Failed(key, exception);
            return (false, default);
        }
        catch (OperationCanceledException) when (call.Leaving.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            call.Failed(key, key.Failure!.Again());
            return (false, default);
        }
        finally
        {
            TaskCompletionSource<HantooException?>? trial;
            lock (_gate)
                trial = FleetRoster.Leave(call);
            trial?.TrySetResult(failure);
        }
    }

    // The other keys need not wait for KIS's one token a minute of this one.
    private void LeaveUntil(FleetKey key, DateTimeOffset until)
    {
        CancellationTokenSource left;
        lock (_gate)
        {
            left = key.Leaving;
            if (!_roster.TryLeave(key, until))
                return;
            key.Leaving = new();
        }

        Log.FleetKeySetAside(_logger, key.Number, until, key.Failure!.Message);
        left.Cancel();
    }

    private void Answered(FleetCall call)
    {
        bool isBack;
        lock (_gate)
            isBack = FleetRoster.Answered(call, KoreaTime.Now(_timeProvider));
        if (isBack)
            Log.FleetKeyBack(_logger, call.Key!.Number);
    }

    private bool MovesOn(FleetCall call, HantooException exception)
    {
        var key = call.Key!;
        bool movesOn, isSetAside;
        var left = key.Leaving;
        lock (_gate)
        {
            (movesOn, isSetAside) = _roster.Failed(call, exception, KoreaTime.Now(_timeProvider));
            if (isSetAside)
                (left, key.Leaving) = (key.Leaving, new());
        }

        if (isSetAside)
        {
            if (_keys.Count > 1)
                Log.FleetKeySetAside(_logger, key.Number, key.Until!.Value, exception.Message);
            left.Cancel();
        }

        if (!movesOn && !isSetAside && call.IsTrial)
            Answered(call);
        return movesOn;
    }
}
