using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>A store in a local folder: each object is a file, each <c>/</c> of a key a folder.</summary>
/// <remarks>
/// An object appears whole, on disk and under its name at once, also when several processes share the folder or one of
/// them is killed. Keys are limited to names that every operating system allows, so a store can be moved; on a file
/// system that ignores case, keys that differ by case are the same object. Symbolic links below the root are not
/// followed. Data is read and written asynchronously; opening, naming and flushing run on the calling thread.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class DirectoryObjectStore : IObjectStore, IObjectRemover
{
    private readonly string _root;
    private readonly string _unfinished;
    private readonly DirectoryObjectStoreOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly FileWriter _write;
    private int _cleaned;

    /// <summary>Uses a folder. It is created by the first write; until then the store is empty, but a <see cref="KlineArchive"/> refuses to read it.</summary>
    /// <param name="root">The folder; a relative path is taken from the current one, now.</param>
    /// <param name="options">Limits.</param>
    /// <param name="timeProvider">The clock by which unfinished files grow old.</param>
    /// <param name="logger">Told of the removal of unfinished files.</param>
    /// <exception cref="ArgumentException">An option has a value that is not possible; the message names both.</exception>
    public DirectoryObjectStore(
        string root,
        DirectoryObjectStoreOptions? options = null,
        TimeProvider? timeProvider = null,
        ILogger<DirectoryObjectStore>? logger = null)
        : this(root, RandomWrite, options, timeProvider, logger)
    {
    }

    internal DirectoryObjectStore(
        string root,
        FileWriter write,
        DirectoryObjectStoreOptions? options = null,
        TimeProvider? timeProvider = null,
        ILogger<DirectoryObjectStore>? logger = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _unfinished = Path.Join(_root, FileKey.UnfinishedFolder);
        _write = write;
        _options = (options ?? new()).Checked();
        _timeProvider = timeProvider ?? TimeProvider.System;
        _logger = Log.Quiet(logger);
    }

    /// <summary>Returns the folder in one line.</summary>
    public override string ToString() => $"{nameof(DirectoryObjectStore)} '{_root}'";

    private static ValueTask RandomWrite(
        Microsoft.Win32.SafeHandles.SafeFileHandle file, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        RandomAccess.WriteAsync(file, body, fileOffset: 0, cancellationToken);
}
