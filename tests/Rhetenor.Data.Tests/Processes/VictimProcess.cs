using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Rhetenor.Data.Victim;

namespace Rhetenor.Data.Tests.Processes;

/// <summary>A process that runs the real logger, and what it said.</summary>
internal sealed partial class VictimProcess : IDisposable
{
    public const int SigKill = 9, SigTerm = 15, SigStop = 19, SigContinue = 18;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _told = new(0);
    private readonly Task _reading;
    private readonly Task<string> _errors;

    private VictimProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public IReadOnlyCollection<string> Lines => _lines;

    public static string Host { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static string Program { get; } = Path.Join(AppContext.BaseDirectory, "Rhetenor.Data.Victim.dll");

    public static VictimProcess Start(Order order) => Start(Host, [Program, .. order.ToArguments()]);

    public static VictimProcess Start(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Waits until it has opened its store and is about to do something.</summary>
    public Task ReadyAsync() => SaysAsync("ready");

    /// <summary>Waits until it has said so many lines that start so, or has ended.</summary>
    public async Task SaysAsync(string start, int times = 1)
    {
        while (_lines.Count(line => line.StartsWith(start, StringComparison.Ordinal)) < times && !_reading.IsCompleted)
            await Task.WhenAny(_told.WaitAsync(), _reading);
    }

    /// <summary>Sends SIGKILL; nothing when it has ended. Its number may be another process's by then, and the runtime knows.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends a signal to a process that is known to run.</summary>
    public void Signal(int signal)
    {
        if (!_process.HasExited)
            _ = Send(_process.Id, signal);
    }

    /// <summary>Suspends it, and returns when the kernel says that it stands still.</summary>
    public async Task SuspendAsync()
    {
        Signal(SigStop);
        while ((await File.ReadAllTextAsync($"/proc/{_process.Id}/stat")).Split(") ")[1][0] != 'T')
            await Task.Yield();
    }

    /// <summary>Waits for its end; 128 and the signal's number if one ended it.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        await _reading;
        return _process.ExitCode;
    }

    /// <summary>What it said on its standard error; known after its end.</summary>
    public Task<string> ErrorsAsync() => _errors;

    public async Task<Ended> EndedAsync()
    {
        var code = await EndAsync();
        Assert.True(Enum.IsDefined((Ended)code), $"exit code {code}: {string.Join('\n', _lines)}\n{await _errors}");
        return (Ended)code;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        _told.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
            _told.Release();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
