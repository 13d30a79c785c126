using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Hantoo;

/// <summary>Shares one pace among the processes of a host: <c>{directory}/{name}.pace</c>, beside the token and as protected.</summary>
/// <remarks>
/// A change reads and writes the file while it is locked against other processes, for some microseconds. The operating system ends the
/// lock of a process that dies. The file contains times and no secret, and is never flushed: after a restart of the host it says nothing.
/// When it cannot be used, each process keeps its own pace, and the file is tried again after a minute.
/// </remarks>
internal sealed class PaceFile(string directory, string name, ILogger logger)
{
    private static readonly TimeSpan Cooldown = TimeSpan.FromMinutes(1);

    // Longer than a process holds the lock unless it is suspended.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly string _path = Path.Join(directory, name + ".pace");
    private bool _isChecked, _isLogged;
    private TimeSpan? _busySince, _unusableUntil;

    /// <summary>Changes the pace of all processes.</summary>
    /// <param name="pace">The pace as last known. Afterwards it is the changed one.</param>
    /// <param name="now">The current time.</param>
    /// <param name="change">Returns the changed pace. It may be called again with another one.</param>
    /// <returns>False when another process holds the lock: then nothing is changed, and the caller tries again soon.</returns>
    public bool TryChange(ref Pace pace, TimeSpan now, Func<Pace, Pace> change)
    {
        if (now < _unusableUntil)
        {
            pace = change(pace);
            return true;
        }

        try
        {
            Prepare();
            using var file = TokenFileSafety.OpenAlone(_path);
            Span<byte> content = stackalloc byte[PaceRecord.Size + 1];
            var length = RandomAccess.Read(file.SafeFileHandle, content, 0);
            var known = PaceRecord.Decode(content[..length], now) is { } shared ? pace.With(shared, now) : pace;
            var changed = change(known);
            if (changed != known)
                RandomAccess.Write(file.SafeFileHandle, PaceRecord.Encode(changed, content[..PaceRecord.Size]), 0);
            if (length > PaceRecord.Size)
                file.SetLength(PaceRecord.Size);
            pace = changed;
            (_busySince, _unusableUntil, _isLogged) = (null, null, false);
            return true;
        }
        catch (IOException exception) when (FileErrors.IsLocked(exception) && now - (_busySince ??= now) < Patience)
        {
            return false;
        }
        catch (Exception exception) when (FileErrors.Knows(exception) || exception is HantooException)
        {
            LogOnce(exception is HantooException ? exception.Message : FileErrors.Of(_path, exception).Message);
            (_busySince, _unusableUntil, _isChecked) = (null, now + Cooldown, false);
            pace = change(pace);
            return true;
        }
    }

    private void Prepare()
    {
        if (_isChecked)
            return;
        TokenFileSafety.CreateDirectory(directory);
        TokenFileSafety.Check(directory, _path, out _);

        // Where a file system or a setting of the runtime ignores locks, a second opening succeeds.
        using var file = TokenFileSafety.OpenAlone(_path);
        try
        {
            TokenFileSafety.OpenAlone(_path).Dispose();
        }
        catch (IOException exception) when (FileErrors.IsLocked(exception))
        {
            _isChecked = true;
            return;
        }

        throw new NotSupportedException("Files cannot be locked there.");
    }

    private void LogOnce(string reason)
    {
        if (!_isLogged)
            Log.PaceNotShared(logger, reason);
        _isLogged = true;
    }
}
