namespace Rhetenor.Data.Simulation;

/// <summary>One process that logs, made of the library's real parts.</summary>
internal sealed class Writer
{
    private readonly SimulationWorld _world;
    private readonly HantooKlineLogger _logger;
    private readonly ProcessStore _store;
    private readonly bool _isUndisturbed;

    public Writer(SimulationWorld world, SimulatedProcess process, IReadOnlyList<string> symbols, bool isUndisturbed, int slot)
    {
        (_world, Process, _isUndisturbed) = (world, process, isUndisturbed);
        var scenario = world.Scenario;
        var transport = new ProcessTransport(world.Broker, process, world.Scheduler);
        var client = new HantooClient(new HantooCredentials("simulated-key", "simulated-secret"), transport, world.Tokens,
            new HantooOptions { TrustValueEverywhere = scenario.TrustsValue }, process);
        _store = new ProcessStore(world.Store, process, world.Scheduler, scenario.ListPage);
        _logger = new HantooKlineLogger(
            symbols, _store, new HantooKlineSource(client),
            options: scenario.LoggerOptions(slot), timeProvider: process);
    }

    public SimulatedProcess Process { get; }

    public bool IsDone { get; private set; }

    /// <summary>Starts it after a while. What it does not catch is a defect.</summary>
    public async void Start(TimeSpan delay, WriterTask task)
    {
        try
        {
            await Task.Delay(delay, Process);
            await RunAsync(task);
        }
        catch (OperationCanceledException) when (task is WriterTask.Live or WriterTask.Stopped)
        {
            _world.Scheduler.Trace.Add(_world.Scheduler.Now, Process.Name, "stopped");
        }
        catch (RhetenorException exception) when (!_isUndisturbed && !_world.Scenario.Faults.IsCalm)
        {
            _world.Scheduler.Trace.Add(_world.Scheduler.Now, Process.Name, exception.GetType().Name + ": " + exception.Message);
        }
        catch (Exception exception)
        {
            _world.Scheduler.Violate($"{Process.Name} ended with {exception}");
        }

        IsDone = true;
    }

    private async Task RunAsync(WriterTask task)
    {
        var session = _world.Scenario.Market.Session;
        if (task == WriterTask.Live)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(_world.Scheduler.Random.Between(30, 400)), Process);
            if (_world.Scheduler.Random.Chance(50))
                _store.Stored = Stop;
            await _logger.RunAsync(new Observer(report => _world.Judge.Reported(Process.Name, report)), stop.Token);

            // A stop that meets an upload: stored, and not known to be.
            void Stop() => stop.Cancel();
        }
        else if (task == WriterTask.Stopped)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(_world.Scheduler.Random.Between(1, 3000)), Process);
            Take(await _logger.CatchUpAsync(session.Date, null, stop.Token));
        }
        else
        {
            if (_world.Scenario.IncludesEarlier)
                Take(await _logger.CatchUpAsync(_world.Scenario.Market.Earlier.Date));
            Take(await _logger.CatchUpAsync(session.Date));
        }
    }

    private void Take(CatchUpReport report)
    {
        _world.Scheduler.Trace.Add(_world.Scheduler.Now, Process.Name, report.ToString());
        _world.Judge.Reported(Process.Name, report);
        if (_isUndisturbed)
            _world.Judge.Undisturbed(Process.Name, report, report.Started);
        else if (_world.Scenario.Faults.IsCalm)
            _world.Judge.RequireSuccess(Process.Name, report);
    }

    private sealed class Observer(Action<CatchUpReport> report) : IProgress<CatchUpReport>
    {
        public void Report(CatchUpReport value) => report(value);
    }
}

/// <summary>What a writer does.</summary>
internal enum WriterTask
{
    CatchUp,
    Stopped,
    Live,
}
