using System.Globalization;
using System.Net;

namespace Rhetenor.Data.Testing;

/// <summary>A stand-in for the server of the master files: <c>/common/master/{market}_code.mst.zip</c> on any host.</summary>
/// <remarks>
/// Like the real one it serves the file of the moment and no other: a session's file appears at 06:00 in Korea and is
/// written anew at 07:35, 07:55, 08:00 and 08:45; on the first morning after a session there is one at 06:00, which then
/// stays. The ZIP entry's time and <c>Last-Modified</c> say when. Any other path is answered by 404.
/// </remarks>
public sealed class SimulatedDws : SimulatedTransport
{
    private const string Folder = "/common/master/";
    private readonly IMasterContent _content;

    /// <summary>Serves generated files.</summary>
    /// <param name="options">Seed and sizes; null for the defaults.</param>
    /// <param name="timeProvider">The clock that decides which file is the newest; null for the system's.</param>
    public SimulatedDws(SimulatedDwsOptions? options = null, TimeProvider? timeProvider = null)
        : this(new GeneratedMasters(options ?? new SimulatedDwsOptions()), timeProvider)
    {
    }

    private SimulatedDws(IMasterContent content, TimeProvider? timeProvider)
        : base(timeProvider) => _content = content;

    /// <summary>Serves real files, ZIPs as they are and bare <c>.mst</c> files zipped: of each market the newest, whatever the clock says.</summary>
    /// <remarks>
    /// Names are <c>kospi_code.mst.zip</c>, <c>20260403_kospi_code.mst.zip</c>, <c>20250612_konex_code.mst</c> and so on.
    /// A bare file's entry time is 08:45 in Korea on the name's date. The folder is read at a market's first request.
    /// </remarks>
    /// <param name="path">The folder.</param>
    /// <param name="asOf">Serves the newest file at or before this date; null for the newest of all.</param>
    /// <param name="timeProvider">The clock of the request log and of faults; null for the system's.</param>
    public static SimulatedDws FromFolder(string path, DateOnly? asOf = null, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new SimulatedDws(new FolderMasters(path, asOf), timeProvider);
    }

    /// <inheritdoc/>
    protected override SimulatedReply Answer(SimulatedRequest request)
    {
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
            return SimulatedReply.Text(HttpStatusCode.MethodNotAllowed, "").WithHeader("Allow", "GET, HEAD");
        if (MarketOf(request.Uri.AbsolutePath) is not { } market || _content.Find(market, TimeProvider.GetUtcNow()) is not { } master)
            return SimulatedReply.Text(HttpStatusCode.NotFound, "Not Found");
        return new SimulatedReply
        {
            Body = master.Zip,
            Headers =
            [
                new("Content-Type", "application/zip"),
                new("Last-Modified", master.PublishedAt.ToString("R", CultureInfo.InvariantCulture)),
            ],
        };
    }

    private static Market? MarketOf(string path)
    {
        foreach (var market in Market.All)
        {
            if (path == Folder + MasterZipBuilder.EntryName(market) + ".zip")
                return market;
        }

        return null;
    }
}
