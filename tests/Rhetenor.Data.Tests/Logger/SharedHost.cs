namespace Rhetenor.Data.Tests.Logger;

/// <summary>A process on a host of its own. It can be killed, paused for a while, and cut off from the store.</summary>
internal sealed class SharedHost(SharedWorld world, string owner, SimulatedKis kis, TimeSpan ahead)
{
    private readonly List<TaskCompletionSource> _waiting = [];
    private bool _isPaused;

    public string Owner => owner;

    public bool IsDead { get; private set; }

    public SimulatedKis Kis => kis;

    public bool IsCutOff { get; set; }

    /// <summary>Whether the server answers no more requests of this process, and refuses none.</summary>
    public bool Hangs { get; set; }

    /// <summary>Run before a write of this process; may kill or pause it.</summary>
    public Action<string>? Putting { get; set; }

    /// <summary>Run after a write of this process took effect, and before it knows.</summary>
    public Action<string>? Written { get; set; }

    /// <summary>Whether the answers of writes are lost now and then.</summary>
    public Func<string, bool> LosesAnswer { get; set; } = static _ => false;

    public IEnumerable<string> Readings
    {
        get
        {
            // A reading of a past or settled day begins at its end.
            string? last = null, cursor = null;
            foreach (var call in kis.Calls.Where(call => call.Cursor.Length > 0 && call.Code == "MCA00000").GroupBy(call => call.Symbol).SelectMany(group => group))
            {
                if (call.Symbol != last || string.CompareOrdinal(call.Cursor, cursor) >= 0)
                    yield return call.Symbol;
                (last, cursor) = (call.Symbol, call.Cursor);
            }
        }
    }

    public HantooKlineLogger Logger(KlineLoggerOptions? options = null, IReadOnlyList<string>? symbols = null, TimeSpan? expiry = null)
    {
        options = (options ?? new()) with { Sharing = new WorkSharing { Owner = owner, Expiry = expiry ?? TimeSpan.FromMinutes(5) } };
        return new(symbols ?? world.Symbols, new HostStore(this, world.Store), Client(), options: options, timeProvider: new HostClock(this, world.Clock, ahead));
    }

    // The client refuses to work with a clock that is wrong by more than a quarter of an hour.
    public HantooClient Client() => new(
        new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), new Way(this, kis), timeProvider: new HostClock(this, world.Clock, TimeSpan.FromMinutes(Math.Clamp(ahead.TotalMinutes, -14, 14))));

    /// <summary>Nothing that the process began goes on, and it never learns so.</summary>
    public void Kill() => IsDead = true;

    /// <summary>Kills the process after the first such write.</summary>
    public void KillAfter(Func<string, bool> isIt) => Written = key =>
    {
        if (isIt(key))
            Kill();
    };

    public void Pause() => _isPaused = true;

    // A task for each, because only one waiter of a task is sure to continue on this thread.
    public void Resume()
    {
        _isPaused = false;
        List<TaskCompletionSource> waiting = [.. _waiting];
        _waiting.Clear();
        waiting.ForEach(one => one.SetResult());
    }

    public void PauseFor(TimeSpan time)
    {
        Pause();
        world.Clock.CreateTimer(_ => Resume(), null, time, Timeout.InfiniteTimeSpan);
    }

    public async Task PassAsync()
    {
        while (_isPaused && !IsDead)
        {
            _waiting.Add(new());
            await _waiting[^1].Task.ConfigureAwait(false);
        }

        if (IsDead)
            await new TaskCompletionSource().Task.ConfigureAwait(false);
    }

    private sealed class HostClock(SharedHost host, VirtualClock clock, TimeSpan ahead) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + ahead;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(late => _ = FireAsync(callback, late), state, dueTime, period);

        private async Task FireAsync(TimerCallback callback, object? state)
        {
            await host.PassAsync().ConfigureAwait(false);
            callback(state);
        }
    }

    private sealed class Way(SharedHost host, SimulatedKis kis) : IHttpTransport
    {
        public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
        {
            await host.PassAsync().ConfigureAwait(false);
            if (host.Hangs)
                await new TaskCompletionSource().Task.ConfigureAwait(false);
            var response = await kis.SendAsync(request, cancellationToken).ConfigureAwait(false);
            await host.PassAsync().ConfigureAwait(false);
            return response;
        }
    }

    private sealed class HostStore(SharedHost host, RecordingStore store) : IObjectStore
    {
        public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
        {
            await host.PassAsync().ConfigureAwait(false);
            Require(key);
            return await store.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
        }

        public async Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
        {
            await host.PassAsync().ConfigureAwait(false);
            Require(key);
            host.Putting?.Invoke(key);
            await host.PassAsync().ConfigureAwait(false);
            var outcome = await store.PutIfAbsentAsync(key, body, cancellationToken).ConfigureAwait(false);
            host.Written?.Invoke(key);
            await host.PassAsync().ConfigureAwait(false);
            return host.LosesAnswer(key) ? PutOutcome.Unknown : outcome;
        }

        public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await host.PassAsync().ConfigureAwait(false);
            Require(prefix);
            await foreach (var found in store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
                yield return found;
        }

        private void Require(string key)
        {
            if (host.IsCutOff)
                throw new ObjectStoreException(ObjectStoreError.Unavailable, key, "no connection.");
        }
    }
}
