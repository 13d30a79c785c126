using System.Buffers.Binary;
using System.Globalization;

namespace Rhetenor.Data.Testing;

/// <summary>Serves real files from a folder: the newest, or the newest at or before a date, independent of the clock.</summary>
internal sealed class FolderMasters(string folder, DateOnly? asOf) : IMasterContent
{
    private static readonly TimeOnly LastRun = new(8, 45);
    private readonly Dictionary<string, ServedFile?> _served = [];

    public ServedFile? Find(string fileName, DateTimeOffset instant)
    {
        if (!_served.TryGetValue(fileName, out var served))
            _served[fileName] = served = Load(fileName);
        return served;
    }

    private ServedFile? Load(string fileName)
    {
        var entryName = IsZip(fileName) ? fileName[..^4] : fileName;
        var newest = Directory.EnumerateFiles(folder)
            .Select(path => (Path: path, Date: DateOf(path, entryName)))
            .Where(file => file.Date is { } date && (asOf is null || date <= asOf))
            .OrderBy(file => file.Date)
            .ThenBy(file => file.Path, StringComparer.Ordinal)
            .LastOrDefault();
        if (newest.Path is null)
            return null;
        var bytes = File.ReadAllBytes(newest.Path);
        var written = KoreaTime.At(newest.Date!.Value, LastRun);
        if (IsZip(newest.Path))
            return new ServedFile(bytes, EntryTime(bytes) ?? written);
        return new ServedFile(IsZip(fileName) ? MasterZipBuilder.Build(entryName, bytes, written) : bytes, written);
    }

    // Returns the date in the name, or else that of the ZIP entry, or else that of the file; null for another file.
    private static DateOnly? DateOf(string path, string entryName)
    {
        var name = Path.GetFileName(path);
        var bare = IsZip(path) ? name[..^4] : name;
        if (!bare.EndsWith(entryName, StringComparison.OrdinalIgnoreCase))
            return null;
        var stamp = bare[..^entryName.Length];
        if (stamp.Length > 0)
            return DateOnly.TryParseExact(stamp, "yyyyMMdd'_'", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
        var time = IsZip(path) ? EntryTime(File.ReadAllBytes(path)) : null;
        return KoreaTime.DateOf(time ?? File.GetLastWriteTimeUtc(path));
    }

    private static bool IsZip(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    // Reads the first local header. A file that is not a ZIP is served anyway.
    private static DateTimeOffset? EntryTime(ReadOnlySpan<byte> zip)
    {
        if (zip.Length < 14 || !zip.StartsWith("PK\u0003\u0004"u8))
            return null;
        var (time, date) = (BinaryPrimitives.ReadUInt16LittleEndian(zip[10..]), BinaryPrimitives.ReadUInt16LittleEndian(zip[12..]));
        var text = Fields.Text($"{(date >> 9) + 1980}-{(date >> 5) & 15}-{date & 31} {time >> 11}:{(time >> 5) & 63}:{(time & 31) * 2}");
        return DateTime.TryParseExact(text, "yyyy-M-d H:m:s", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, KoreaTime.Offset)
            : null;
    }
}
