using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>An object store in a local folder. Each object is a file and each <c>/</c> of a key is a folder.</summary>
/// <remarks>
/// An object appears under its name only when it is complete and on disk, also when several processes share the folder or one of them is
/// killed. Keys are limited to names that are valid on all operating systems, so that a store can be moved. On a file system that ignores
/// case, keys that differ only by case are the same object. Symbolic links below the root are not followed. Data is read and written
/// asynchronously; opening, renaming and flushing run on the calling thread. The names in a folder of a thousand files and more are kept in
/// memory for half a minute, as long as the folder does not change: where a file system does not show that, as FAT, other processes' new
/// objects are listed that much later.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class DirectoryObjectStore : IObjectStore, IRangedObjectStore, IObjectRemover, IIdentifiedStore
{
    private readonly string _root;
    private readonly string _unfinished;
    private readonly int _maxObjectBytes;
    private readonly TimeSpan _unfinishedFileAge;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly FileWriter _write;
    private readonly FolderSync _sync;
    private readonly FolderIndex _index;
    private int _cleaned;

    /// <summary>Creates a store in a folder. Performs no I/O: the first write creates the folder. Until then the store is empty, but a
    /// <see cref="KlineArchive"/> refuses to read it.</summary>
    /// <param name="root">The folder. A relative path is resolved against the current folder now.</param>
    /// <param name="maxObjectBytes">The largest object that is read or written, in bytes; 64 MiB by default.</param>
    /// <param name="unfinishedFileAge">The age at which unfinished files of killed processes are removed; null for one day.</param>
    /// <param name="timeProvider">The clock that determines the age of unfinished files; null for the system clock.</param>
    /// <param name="logger">Logs the removal of unfinished files.</param>
    /// <exception cref="ArgumentException">A limit is out of range; the message names the limit and the value.</exception>
    public DirectoryObjectStore(
        string root,
        int maxObjectBytes = Defaults.MaxObjectBytes,
        TimeSpan? unfinishedFileAge = null,
        TimeProvider? timeProvider = null,
        ILogger<DirectoryObjectStore>? logger = null)
        : this(root, RandomWrite, maxObjectBytes, unfinishedFileAge, timeProvider, logger)
    {
    }

    internal DirectoryObjectStore(
        string root,
        FileWriter write,
        int maxObjectBytes = Defaults.MaxObjectBytes,
        TimeSpan? unfinishedFileAge = null,
        TimeProvider? timeProvider = null,
        ILogger<DirectoryObjectStore>? logger = null,
        FolderSync? sync = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _unfinished = Path.Join(_root, FileKey.UnfinishedFolder);
        _write = write;
        _sync = sync ?? FolderTree.Sync;
        var check = default(OptionCheck);
        _maxObjectBytes = check.ObjectBytes(maxObjectBytes);
        _unfinishedFileAge = check.Within(unfinishedFileAge ?? TimeSpan.FromDays(1), TimeSpan.Zero, TimeSpan.FromDays(36_500), nameof(unfinishedFileAge));
        _timeProvider = timeProvider ?? TimeProvider.System;
        _index = new(_timeProvider);
        _logger = Log.Quiet(logger);
    }

    /// <summary>Gets the names that listings have read.</summary>
    internal FolderIndex Index => _index;

    string? IIdentifiedStore.Identity => $"folder {_root}";

    /// <summary>Returns the folder in one line.</summary>
    public override string ToString() => $"{nameof(DirectoryObjectStore)} '{_root}'";

    private static ValueTask RandomWrite(
        Microsoft.Win32.SafeHandles.SafeFileHandle file, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        RandomAccess.WriteAsync(file, body, fileOffset: 0, cancellationToken);
}
