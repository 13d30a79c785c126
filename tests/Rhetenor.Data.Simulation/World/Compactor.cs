using System.Runtime.CompilerServices;

namespace Rhetenor.Data.Simulation;

/// <summary>One process that compacts every session and removes what is redundant then, made of the library's real parts.</summary>
internal sealed class Compactor : IActor
{
    private readonly SimulationWorld _world;
    private readonly ProcessStore _store;
    private readonly SessionLister _lister;
    private readonly KlineCompactor _compactor;

    public Compactor(SimulationWorld world, SimulatedProcess process)
    {
        (_world, Process) = (world, process);
        _store = new ProcessStore(world.Store, process, world.Scheduler, world.Scenario);
        var archive = new KlineArchiveOptions { Venue = world.Scenario.Market.Venue, SessionsAhead = 0 };
        _lister = new SessionLister(_store, archive, mustExist: false);
        _compactor = new KlineCompactor(
            _store, new KlineCompactorOptions { Archive = archive, CompressionLevel = 1, IncludeOpenSessions = true, KeepVersions = world.Scenario.KeepsVersions }, process);
    }

    public SimulatedProcess Process { get; }

    public bool IsDone { get; private set; }

    /// <summary>Starts it after a while. What it does not catch is a defect.</summary>
    public async void Start(TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, Process);
            var removes = _world.Scheduler.Random.Chance(70);
            foreach (var session in _world.Scenario.Market.Sessions)
                await RunAsync(session.Date, removes);
        }
        catch (RhetenorException exception) when (!_world.Scenario.Faults.IsCalm)
        {
            Trace($"{exception.GetType().Name}: {exception.Message}");
        }
        catch (Exception exception)
        {
            _world.Scheduler.Violate($"{Process.Name} ended with {exception}");
        }

        IsDone = true;
    }

    private async Task RunAsync(DateOnly date, bool removes)
    {
        var listing = await _lister.ListAsync(date, default, CancellationToken.None);
        if (listing.Objects.Count == 0)
            return;
        var compaction = await CompactAsync(_compactor, listing, CancellationToken.None);
        Trace($"{date:MM-dd}: {compaction.Outcome}, {string.Join("; ", compaction.Problems.Select(problem => problem.Message))}");
        if (!removes)
            return;
        var removal = await RemoveAsync(_compactor, listing, _store, CancellationToken.None);
        Trace($"{date:MM-dd}: {removal.Removed.Count} removed, {removal.Kept.Count} kept");
    }

    private void Trace(string what) => _world.Scheduler.Trace.Add(_world.Scheduler.Now, Process.Name, what);

    // The public calls go to another thread first, for their callers' sake. These are the next ones that they make.
    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern Task<SessionCompaction> CompactAsync(KlineCompactor compactor, SessionListing listing, CancellationToken cancellationToken);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern Task<SessionRemoval> RemoveAsync(KlineCompactor compactor, SessionListing listing, IObjectRemover remover, CancellationToken cancellationToken);
}

/// <summary>A process with something to do.</summary>
internal interface IActor
{
    SimulatedProcess Process { get; }

    bool IsDone { get; }
}
