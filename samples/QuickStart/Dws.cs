using Rhetenor.Data;
using Rhetenor.Data.Testing;

namespace QuickStart;

/// <summary>The source of the masters in this run, and its date.</summary>
internal sealed class Dws
{
    private readonly IMasterSource _source;

    private Dws(IMasterSource source, string description, KisTruth? truth = null)
    {
        _source = source;
        Description = description;
        Truth = truth;
    }

    public string Description { get; }

    /// <summary>Gets the number of ZIPs fetched for the downloader.</summary>
    public int Downloads { get; private set; }

    /// <summary>Gets the market that the masters describe; null for real ones.</summary>
    public KisTruth? Truth { get; }

    public static async Task<Dws> FromAsync(Arguments arguments)
    {
        if (arguments.Live)
            return new Dws(new DwsMasterSource(), "DWS");
        if (arguments.DwsFolder is { } folder)
            return new Dws(new DwsMasterSource(SimulatedDws.FromFolder(folder)), $"real files of {folder}");
        var today = KoreaTime.Today(TimeProvider.System);
        var truth = await World.OfGeneratedMastersAsync(today);
        return new Dws(new DwsMasterSource(new SimulatedDws(new SimulatedDwsOptions { Truth = truth }, Nine(today))), "a simulated DWS", truth);
    }

    /// <summary>Creates the downloader for one market. With files of a folder, its clock shows 09:00 on the day the market's file was written.</summary>
    public async Task<MasterDownloader> DownloaderAsync(Market market, IObjectStore store, Arguments arguments)
    {
        var clock = TimeProvider.System;
        if (arguments.DwsFolder is not null)
            clock = Nine(KoreaTime.DateOf((await _source.FetchAsync(market)).LastModified!.Value));
        else if (!arguments.Live)
            clock = Nine(KoreaTime.Today(TimeProvider.System));
        return new MasterDownloader(store, new Counting(this), timeProvider: clock);
    }

    private static VirtualClock Nine(DateOnly date) => VirtualClock.AtKorea(date, new TimeOnly(9, 0));

    private sealed class Counting(Dws dws) : IMasterSource
    {
        public Task<MasterZipFile> FetchAsync(Market market, CancellationToken cancellationToken = default)
        {
            dws.Downloads++;
            return dws._source.FetchAsync(market, cancellationToken);
        }
    }
}
