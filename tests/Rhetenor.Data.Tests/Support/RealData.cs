namespace Rhetenor.Data.Tests;

/// <summary>Real files that lie beside the repository, when they do.</summary>
internal static class RealData
{
    public const string Absent = "the folder shared/data with real files is not beside the repository";

    public static string? Folder { get; } = Find();

    public static IEnumerable<string> Masters =>
        Folder is null ? [] : Directory.EnumerateFiles(Path.Join(Folder, "mst"), "*_code.mst*").Where(IsMaster).Order(StringComparer.Ordinal);

    /// <summary>A file's MST bytes and market, whether zipped or bare.</summary>
    public static (byte[] Mst, Market Market, DateTimeOffset? Time) Read(string path)
    {
        var market = Market.Parse(Path.GetFileName(path).Split('_')[1]);
        var bytes = File.ReadAllBytes(path);
        if (path.EndsWith(".mst", StringComparison.Ordinal))
            return (bytes, market, null);
        var (mst, time) = MasterZip.Open(new MasterZipFile(market, bytes), 30 << 20);
        return (mst, market, time);
    }

    /// <summary>The newest real file of a market, opened.</summary>
    public static byte[] Newest(Market market) => Read(Masters.Last(path => path.Contains($"_{market.ToKey()}_", StringComparison.Ordinal))).Mst;

    // Masters of KRX markets; the folder has those of other products beside them.
    private static bool IsMaster(string path) => Market.TryParse(Path.GetFileName(path).Split('_')[1], out _);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Join(folder.FullName, "shared", "data");
            if (Directory.Exists(Path.Join(data, "mst")))
                return data;
        }

        return null;
    }
}

/// <summary>A test that needs the real files.</summary>
internal sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute() => Skip = RealData.Folder is null ? RealData.Absent : null;
}

/// <summary>A test over every real master. Without them it is skipped, not passed.</summary>
internal sealed class RealMasterTheoryAttribute : TheoryAttribute
{
    public RealMasterTheoryAttribute() => Skip = RealData.Folder is null ? RealData.Absent : null;
}

internal sealed class RealMasters : TheoryData<string>
{
    public RealMasters()
    {
        foreach (var path in RealData.Masters)
            Add(Path.GetFileName(path));
        if (RealData.Folder is null)
            Add("none");
    }
}
