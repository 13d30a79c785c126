namespace Rhetenor.Data.Benchmarks;

/// <summary>The workloads of docs/PERFORMANCE.md, by the names that the command line selects.</summary>
internal static class Workloads
{
    public static IReadOnlyList<(string Name, Func<Workload> Build)> All { get; } =
    [
        ("master parsing", MasterWorkloads.Parsing),
        ("master writing", MasterWorkloads.Writing),
        ("master reading", MasterWorkloads.Reading),
        ("master reading, another layout", MasterWorkloads.ReadingForeign),
        ("kline replies", ReplyWorkloads.Parsing),
        ("kline packing", KlineWorkloads.Packing),
        ("kline unpacking", KlineWorkloads.Unpacking),
        ("kline comparing", KlineWorkloads.Comparing),
        ("archive, one object", ArchiveWorkloads.OneObject),
        ("archive, overlapping objects", ArchiveWorkloads.Overlapping),
        ("archive, few symbols", ArchiveWorkloads.FiftySymbols),
        ("archive, small objects", ArchiveWorkloads.SmallObjects),
        ("archive, the original's form", ArchiveWorkloads.OriginalForm),
        ("archive, four days", ArchiveWorkloads.FourDays),
    ];
}
