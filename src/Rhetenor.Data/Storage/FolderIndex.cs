using System.Collections.Concurrent;
using System.IO.Enumeration;

namespace Rhetenor.Data.Storage;

/// <summary>The names in a folder that start with a prefix. Remembers the names in large folders for a short time, so that listing one day
/// after the other does not read the names of all years each time.</summary>
/// <remarks>
/// Remembered names are used only while the folder has the time of its last change that it had before they were read. That time has a
/// coarse resolution, so a folder that has just changed is not remembered. Some file systems do not keep it at all, and another computer's
/// clock may differ: names are therefore forgotten after half a minute, and after each change through this instance.
/// </remarks>
/// <param name="timeProvider">The clock.</param>
internal sealed class FolderIndex(TimeProvider timeProvider)
{
    /// <summary>The number of names from which a folder is remembered.</summary>
    public const int LargeFolder = 1_000;

    /// <summary>The time for which names are remembered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    // FAT counts two seconds.
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(3);

    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
    };

    private readonly ConcurrentDictionary<string, Names> _folders = new(StringComparer.Ordinal);
    private long _changes;
    private long _namesRead;

    /// <summary>Gets the number of names read from folders so far.</summary>
    public long NamesRead => Interlocked.Read(ref _namesRead);

    /// <summary>Returns the names that start with a prefix, and whether each is a folder; in no particular order.</summary>
    /// <exception cref="IOException">The folder does not exist or cannot be read.</exception>
    public IEnumerable<FolderName> Find(string folder, string prefix)
    {
        var changed = Directory.GetLastWriteTimeUtc(folder);
        if (_folders.TryGetValue(folder, out var names) && names.Changed == changed && timeProvider.GetElapsedTime(names.ReadAt) < Lifetime)
            return names.StartingWith(prefix);
        var changes = Interlocked.Read(ref _changes);
        names = Read(folder, changed);
        if (names.Count >= LargeFolder && timeProvider.GetUtcNow() - changed > Resolution && changes == Interlocked.Read(ref _changes))
            _folders[folder] = names;
        else
            _folders.TryRemove(folder, out _);
        return names.StartingWith(prefix);
    }

    /// <summary>Forgets all names, because one was added or removed.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _changes);
        _folders.Clear();
    }

    private Names Read(string folder, DateTime changed)
    {
        var readAt = timeProvider.GetTimestamp();
        var all = new FileSystemEnumerable<FolderName>(
            folder, static (ref FileSystemEntry entry) => new(entry.FileName.ToString(), entry.IsDirectory), Everything).ToArray();
        Interlocked.Add(ref _namesRead, all.Length);
        return new(all, changed, readAt);
    }

    private sealed class Names(FolderName[] all, DateTime changed, long readAt)
    {
        private bool _isSorted;

        public DateTime Changed => changed;

        public long ReadAt => readAt;

        public int Count => all.Length;

        public IEnumerable<FolderName> StartingWith(string prefix)
        {
            lock (all)
            {
                if (!_isSorted)
                    Array.Sort(all, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
                _isSorted = true;
            }

            var first = Array.BinarySearch(all, new(prefix, IsFolder: false), Comparer<FolderName>.Create(static (left, right) => string.CompareOrdinal(left.Name, right.Name)));
            return all.Skip(first < 0 ? ~first : first).TakeWhile(one => one.Name.StartsWith(prefix, StringComparison.Ordinal));
        }
    }
}

/// <summary>A name in a folder.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
internal readonly record struct FolderName(string Name, bool IsFolder);
