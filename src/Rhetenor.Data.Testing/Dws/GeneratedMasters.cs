namespace Rhetenor.Data.Testing;

internal sealed class GeneratedMasters(SimulatedDwsOptions options) : IMasterContent
{
    private readonly Dictionary<Market, ServedMaster> _newest = [];

    public ServedMaster? Find(Market market, DateTimeOffset instant)
    {
        var published = PublicationTimes.NewestAt(market, instant, options);
        if (_newest.TryGetValue(market, out var held) && held.PublishedAt == published)
            return held;
        var mst = MstGenerator.Generate(options.Spec(market), options.RecordsOf(market), options.Seed, KoreaTime.DateOf(published));
        return _newest[market] = new ServedMaster(MasterZipBuilder.Build(market, mst, published, options.Zip), published);
    }
}
