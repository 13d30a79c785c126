using System.IO.Enumeration;

namespace Rhetenor.Data.Storage;

/// <summary>Lists the files under a folder in key order. Visits only folders that can contain a match.</summary>
internal static class FolderListing
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
    };

    /// <summary>Lists the files whose key starts with a prefix.</summary>
    public static IEnumerable<ObjectInfo> Walk(string root, string prefix, CancellationToken cancellationToken)
    {
        // Starts at the deepest folder of the prefix because the folders above it may be large.
        var known = prefix[..(prefix.LastIndexOf('/') + 1)];
        if (known.StartsWith(FileKey.UnfinishedFolder + "/", StringComparison.OrdinalIgnoreCase))
            return [];
        return Walk(FolderTree.Resolve(root, known + "x")[..^1], known, prefix, cancellationToken);
    }

    private static IEnumerable<ObjectInfo> Walk(
        string folder, string start, string prefix, CancellationToken cancellationToken)
    {
        var waiting = new Stack<(string Folder, Entry Entry)>();
        Push(folder, start);
        while (waiting.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (next.Entry.IsFolder)
                Push(Path.Join(next.Folder, next.Entry.Name), next.Entry.Key);
            else
                yield return new ObjectInfo(next.Entry.Key, next.Entry.Size);
        }

        void Push(string path, string key)
        {
            foreach (var entry in Entries(path, key, prefix))
                waiting.Push((path, entry));
        }
    }

    // In descending order, for the stack. A folder sorts as its name and '/', so that "a.b" comes before the content of "a".
    private static List<Entry> Entries(string folder, string start, string prefix)
    {
        try
        {
            var entries = new FileSystemEnumerable<Entry>(folder, (ref FileSystemEntry entry) => Entry.Of(ref entry, start), Everything)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => CanMatch(ref entry, start, prefix),
            }.ToList();
            entries.Sort(static (a, b) => KeyOrder.Instance.Compare(b.Key, a.Key));
            return entries;
        }
        catch (Exception exception) when (FileErrors.IsMissing(exception))
        {
            return [];
        }
        catch (Exception exception) when (FileErrors.Knows(exception))
        {
            throw FileErrors.Of(prefix, exception);
        }
    }

    private static bool CanMatch(ref FileSystemEntry entry, string start, string prefix)
    {
        var rest = prefix.AsSpan(Math.Min(start.Length, prefix.Length));
        return entry.FileName.StartsWith(rest, StringComparison.Ordinal)
            && !(start.Length == 0 && entry.FileName.Equals(FileKey.UnfinishedFolder, StringComparison.OrdinalIgnoreCase));
    }

    private readonly record struct Entry(string Name, string Key, bool IsFolder, long Size)
    {
        public static Entry Of(ref FileSystemEntry entry, string start)
        {
            var name = entry.FileName.ToString();
            return entry.IsDirectory
                ? new Entry(name, $"{start}{name}/", IsFolder: true, Size: 0)
                : new Entry(name, start + name, IsFolder: false, entry.Length);
        }
    }
}
