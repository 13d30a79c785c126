using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rhetenor.Data;

namespace DailyLogger;

/// <summary>Runs the requested mode and then stops the host. It ends when the host stops.</summary>
/// <remarks>Store and account are parameters, so that one that cannot be used is an error before anything runs. From then on nothing is an
/// error in the options.</remarks>
internal sealed class Worker(
    Settings settings, IObjectStore store, HantooClient client, Publisher publisher, IServiceProvider services, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    private readonly List<CatchUpReport> _reports = [];
    private TimeSpan _took;
    private bool _isLive;

    /// <summary>Gets the exit code of the process.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Incomplete;

    private int Outcome => _reports.TrueForAll(report => report.IsComplete) ? ExitCodes.Complete : ExitCodes.Incomplete;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            ExitCode = settings.Verify ? await VerifyAsync(stoppingToken)
                : settings.Masters ? await Masters.KeepAsync(services.GetRequiredService<MasterDownloader>(), KoreaTime.Today(TimeProvider.System), stoppingToken) ? ExitCodes.Complete : ExitCodes.Incomplete
                : await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Console.Error.WriteLine("Stopped. Run it again to go on from what is stored.");
            ExitCode = _isLive ? Outcome : ExitCodes.Incomplete;
        }
        catch (Exception exception)
        {
            // The text of an unexpected failure says where it came from.
            Console.Error.WriteLine(exception is RhetenorException or InvalidDataException ? exception.Message : exception);
        }
        finally
        {
            if (_reports.Count > 0)
                Summary.Write(_reports, _took, client.CallsPerSecond);
            lifetime.StopApplication();
        }
    }

    private async Task<int> VerifyAsync(CancellationToken stoppingToken)
    {
        var archive = new KlineArchive(store, new KlineArchiveOptions { Venue = settings.Venue });
        var report = settings.Daily ? await archive.VerifyDailyAsync(stoppingToken)
            : settings is { From: { } from, To: { } to }
            ? await archive.VerifyAsync(from, to, cancellationToken: stoppingToken)
            : await archive.VerifyAsync(cancellationToken: stoppingToken);
        Console.Write(report.ToText());
        if (report.Days == 0)
        {
            Console.Error.WriteLine($"Nothing of {settings.Venue} is stored in {settings.Store} for these dates.");
            return ExitCodes.Incomplete;
        }

        return report.Verdict == StoreVerdict.Sound ? ExitCodes.Complete : ExitCodes.Incomplete;
    }

    private async Task<int> RunAsync(CancellationToken stoppingToken)
    {
        var symbols = services.GetRequiredService<Symbols>();
        var sessions = ActivatorUtilities.CreateInstance<Sessions>(services);
        Console.WriteLine($"{Symbols.Text(await symbols.SelectAsync(null, stoppingToken))} at {settings.Venue}, kept in {settings.Store}");
        if (settings.Daily)
        {
            var daily = ActivatorUtilities.CreateInstance<Daily>(services);
            return await daily.RunAsync(await symbols.SelectAsync(null, stoppingToken), stoppingToken) ? ExitCodes.Complete : ExitCodes.Incomplete;
        }

        if (settings.Plan)
        {
            Summary.Write(await sessions.PlanAsync(stoppingToken));
            return Outcome;
        }

        var began = Stopwatch.GetTimestamp();
        await ProgressView.RunAsync(progress => sessions.CatchUpAsync(_reports.Add, progress, stoppingToken));
        if (_reports.Count == 0)
            Console.WriteLine($"No session has begun from {settings.From:yyyy-MM-dd} to {settings.To:yyyy-MM-dd}: nothing to do.");
        if (!settings.Live)
            _took = Stopwatch.GetElapsedTime(began);
        var isPublished = !publisher.IsSet || await publisher.TryPublishAsync(stoppingToken);
        if (!settings.Live)
            return isPublished ? Outcome : ExitCodes.Incomplete;

        _isLive = true;
        Console.WriteLine("Logging live; Ctrl-C, SIGTERM or SIGHUP stops.");
        await publisher.RunWhileAsync(token => sessions.LogAsync(Keep, token), stoppingToken);
        return Outcome;
    }

    private void Keep(CatchUpReport report)
    {
        Console.WriteLine(report);
        _reports.RemoveAll(earlier => earlier.Session.Date == report.Session.Date);
        _reports.Add(report);
        if (publisher.IsSet && report.Count(SymbolDayState.Open) == 0)
            publisher.Request();
    }
}
