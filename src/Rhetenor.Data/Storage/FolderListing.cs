namespace Rhetenor.Data.Storage;

/// <summary>Lists the files under a folder in key order. Visits only folders that can contain a match.</summary>
internal static class FolderListing
{
    /// <summary>Lists the files whose key starts with a prefix.</summary>
    public static IEnumerable<ObjectInfo> Walk(string root, string prefix, FolderIndex index, CancellationToken cancellationToken)
    {
        // Starts at the deepest folder of the prefix because the folders above it may be large.
        var known = prefix[..(prefix.LastIndexOf('/') + 1)];
        if (known.StartsWith(FileKey.UnfinishedFolder + "/", StringComparison.OrdinalIgnoreCase))
            return [];
        return Walk(FolderTree.Resolve(root, known + "x")[..^1], known, prefix, index, cancellationToken);
    }

    private static IEnumerable<ObjectInfo> Walk(
        string folder, string start, string prefix, FolderIndex index, CancellationToken cancellationToken)
    {
        var waiting = new Stack<(string Path, string Key, bool IsFolder)>();
        Push(folder, start);
        while (waiting.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (next.IsFolder)
                Push(next.Path, next.Key);
            else if (Size(next.Path, prefix) is { } size)
                yield return new ObjectInfo(next.Key, size);
        }

        // In descending order, for the stack. A folder sorts as its name and '/', so that "a.b" comes before the content of "a".
        void Push(string path, string key)
        {
            var entries = Entries(path, key, prefix, index).Select(entry => (
                Path: Path.Join(path, entry.Name), Key: entry.IsFolder ? $"{key}{entry.Name}/" : key + entry.Name, entry.IsFolder)).ToList();
            entries.Sort(static (a, b) => KeyOrder.Instance.Compare(b.Key, a.Key));
            foreach (var entry in entries)
                waiting.Push(entry);
        }
    }

    private static List<FolderName> Entries(string folder, string start, string prefix, FolderIndex index)
    {
        try
        {
            return [.. index.Find(Path.TrimEndingDirectorySeparator(folder), prefix[Math.Min(start.Length, prefix.Length)..])
                .Where(entry => start.Length > 0 || !entry.Name.Equals(FileKey.UnfinishedFolder, StringComparison.OrdinalIgnoreCase))];
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

    // Null for a file that was removed meanwhile.
    private static long? Size(string path, string prefix)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (Exception exception) when (FileErrors.IsMissing(exception))
        {
            return null;
        }
        catch (Exception exception) when (FileErrors.Knows(exception))
        {
            throw FileErrors.Of(prefix, exception);
        }
    }
}
