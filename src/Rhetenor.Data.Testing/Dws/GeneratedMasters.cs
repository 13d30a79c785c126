namespace Rhetenor.Data.Testing;

internal sealed class GeneratedMasters(SimulatedDwsOptions options) : IMasterContent
{
    private readonly Dictionary<string, ServedFile> _newest = [];

    public ServedFile? Find(string fileName, DateTimeOffset instant)
    {
        Market? market = Market.All.Where(one => fileName == MasterZipBuilder.EntryName(one) + ".zip").Cast<Market?>().FirstOrDefault();
        var published = PublicationTimes.NewestAt(market ?? Market.Kospi, instant, options);
        if (_newest.TryGetValue(fileName, out var held) && held.PublishedAt == published)
            return held;
        var content = market is { } one
            ? MasterZipBuilder.Build(one, MstGenerator.Generate(options.Spec(one), options.RecordsOf(one), options.Seed, KoreaTime.DateOf(published), options.Truth), published, options.Zip)
            : Companion(fileName, published);
        return content is null ? null : _newest[fileName] = new ServedFile(content, published);
    }

    private byte[]? Companion(string fileName, DateTimeOffset published)
    {
        if (CompanionLayout.All.FirstOrDefault(layout => layout.FileName == fileName) is not { } layout)
            return null;
        var rows = CompanionGenerator.Generate(layout, options.Seed, KoreaTime.DateOf(published));
        return fileName.EndsWith(".zip", StringComparison.Ordinal) ? MasterZipBuilder.Build(fileName[..^4], rows, published) : rows;
    }
}
