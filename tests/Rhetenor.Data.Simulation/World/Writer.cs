namespace Rhetenor.Data.Simulation;

/// <summary>One process that logs, made of the library's real parts.</summary>
internal sealed class Writer : IActor
{
    private readonly SimulationWorld _world;
    private readonly HantooKlineLogger _logger;
    private readonly ProcessStore _store;
    private readonly Disturbance _disturbance;
    private readonly Stint _stint;

    public Writer(SimulationWorld world, SimulatedProcess process, IReadOnlyList<string> symbols, Disturbance disturbance, int slot, Stint? stint = null)
    {
        (_world, Process, _disturbance, _stint) = (world, process, disturbance, stint ?? new(default));
        var scenario = world.Scenario;
        var transport = new ProcessTransport(world.Broker, process, world.Scheduler);
        var client = new HantooClient(new HantooCredentials("simulated-key", "simulated-secret"), transport, world.Tokens,
            new HantooOptions { TrustValueEverywhere = scenario.TrustsValue }, process);
        var calendar = new CorrectedCalendar(world.Scheduler, scenario.Market);
        _store = new ProcessStore(world.Store, process, world.Scheduler, scenario);
        _logger = new HantooKlineLogger(
            symbols, _store, client,
            scenario.AsksForHolidays ? new HantooMarketCalendar(client, _store, calendar, timeProvider: process) : calendar,
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
        catch (ArgumentException exception) when (_world.Broker.Holidays.HasLied)
        {
            _world.Scheduler.Trace.Add(_world.Scheduler.Now, Process.Name, exception.Message);
        }
        catch (RhetenorException exception) when (_disturbance == Disturbance.Any && !_world.Scenario.Faults.IsCalm)
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
            var length = _stint.Length > TimeSpan.Zero ? _stint.Length : TimeSpan.FromSeconds(_world.Scheduler.Random.Between(30, 400));
            using var stop = new CancellationTokenSource(length, Process);
            if (_disturbance == Disturbance.Any && _world.Scheduler.Random.Chance(_stint.Length > TimeSpan.Zero ? 10 : 50))
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
        else if (task == WriterTask.Latest)
        {
            var report = await _logger.CatchUpAsync();
            foreach (var earlier in report.Earlier)
                Take(earlier);
            Take(report);
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
        if (_disturbance != Disturbance.Any)
            _world.Judge.Undisturbed(Process.Name, report, report.Started, _disturbance == Disturbance.NoneForAnHour);
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
    /// <summary>Catches up the last session.</summary>
    CatchUp,

    /// <summary>The same, and is stopped.</summary>
    Stopped,

    /// <summary>Catches up what is to be done.</summary>
    Latest,

    /// <summary>Logs live.</summary>
    Live,
}

/// <summary>What may disturb a writer.</summary>
internal enum Disturbance
{
    /// <summary>The faults of the seed.</summary>
    Any,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>Nothing, and nothing for an hour before.</summary>
    NoneForAnHour,
}
