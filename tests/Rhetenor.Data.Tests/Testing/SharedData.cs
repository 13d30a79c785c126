namespace Rhetenor.Data.Tests;

/// <summary>Real files that lie beside the repository on some machines and are no part of it.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static string Masters => Path.Join(Folder, "mst");

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Join(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}

/// <summary>A test on real files, skipped where there are none.</summary>
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Folder is null)
            Skip = "There is no folder shared/data beside the repository.";
    }
}
