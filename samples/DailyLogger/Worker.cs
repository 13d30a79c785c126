using System.Diagnostics;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rhetenor.Data;

namespace DailyLogger;

/// <summary>Runs the requested mode and then stops the host. It ends when the host stops.</summary>
internal sealed class Worker(Settings settings, IServiceProvider services, IHostApplicationLifetime lifetime) : BackgroundService
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
            ExitCode = settings.Verify ? await VerifyAsync(stoppingToken) : await RunAsync(stoppingToken);
        }
        catch (ArgumentException exception)
        {
            ExitCode = ExitCodes.Refuse(exception);
        }
        catch (RhetenorException exception)
        {
            Console.Error.WriteLine(exception.Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Console.Error.WriteLine("Stopped. Run it again to go on from what is stored.");
            ExitCode = _isLive ? Outcome : ExitCodes.Incomplete;
        }
        finally
        {
            if (_reports.Count > 0)
                Summary.Write(_reports, _took, services.GetRequiredService<IKlineSource>().CallsPerSecond);
            lifetime.StopApplication();
        }
    }

    private async Task<int> VerifyAsync(CancellationToken stoppingToken)
    {
        var archive = new KlineArchive(Store(), new KlineArchiveOptions { Venue = settings.Venue });
        var report = settings is { From: { } from, To: { } to }
            ? await archive.VerifyAsync(from, to, cancellationToken: stoppingToken)
            : await archive.VerifyAsync(cancellationToken: stoppingToken);
        Console.Write(report.ToText());
        return report.Verdict == StoreVerdict.Sound ? ExitCodes.Complete : ExitCodes.Incomplete;
    }

    private async Task<int> RunAsync(CancellationToken stoppingToken)
    {
        // Missing settings are reported before anything is fetched.
        _ = services.GetRequiredService<HantooCredentials>();
        var store = Store();
        var symbols = await Symbols.FindAsync(settings, services.GetRequiredService<MasterDownloader>(), stoppingToken);
        var sessions = ActivatorUtilities.CreateInstance<Sessions>(services, store, symbols);
        Console.WriteLine($"{symbols} at {settings.Venue}, kept in {settings.Store}");
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
        {
            _took = Stopwatch.GetElapsedTime(began);
            return Outcome;
        }

        _isLive = true;
        Console.WriteLine("Logging live; Ctrl-C or SIGTERM stops.");
        await sessions.LogAsync(Keep, stoppingToken);
        return Outcome;
    }

    private void Keep(CatchUpReport report)
    {
        Console.WriteLine(report);
        _reports.RemoveAll(earlier => earlier.Session.Date == report.Session.Date);
        _reports.Add(report);
    }

    private IObjectStore Store()
    {
        try
        {
            return services.GetRequiredService<IObjectStore>();
        }
        catch (AmazonClientException exception)
        {
            throw new ArgumentException($"The store '{settings.Store}' cannot be opened: {exception.Message}", exception);
        }
    }
}
