using System.Globalization;
using System.Net;

namespace Rhetenor.Data.Testing;

/// <summary>Simulates the server of the master files, <c>/common/master/{market}_code.mst.zip</c> on any host, and of the files of
/// <see cref="CompanionLayout.All"/>, with rows that fit their layouts.</summary>
/// <remarks>
/// Like the real server, it only serves the current file. The file of a session appears at 06:00 Korean time and is rewritten at
/// 07:35, 07:55, 08:00 and 08:45. On the first morning after a session, there is one at 06:00, which then stays. The ZIP entry's
/// time and <c>Last-Modified</c> are the time of publication. Any other path is answered with 404.
/// </remarks>
public sealed class SimulatedDws : SimulatedTransport
{
    private const string Folder = "/common/master/";
    private readonly IMasterContent _content;

    /// <summary>Creates a server with generated files.</summary>
    /// <param name="options">The seed and sizes; null for the defaults.</param>
    /// <param name="timeProvider">The clock that determines the newest file; null for the system's.</param>
    public SimulatedDws(SimulatedDwsOptions? options = null, TimeProvider? timeProvider = null)
        : this(new GeneratedMasters(options ?? new SimulatedDwsOptions()), timeProvider)
    {
    }

    private SimulatedDws(IMasterContent content, TimeProvider? timeProvider)
        : base(timeProvider) => _content = content;

    /// <summary>Creates a server with real files: ZIPs unchanged, and bare <c>.mst</c> files zipped. Of each name it serves the
    /// newest file, independent of the clock.</summary>
    /// <remarks>
    /// File names are <c>kospi_code.mst.zip</c>, <c>20260403_kospi_code.mst.zip</c>, <c>20250612_konex_code.mst</c>, <c>20260724_idxcode.mst</c> and so on. The
    /// entry time of a bare file is 08:45 Korean time on the date in its name. The folder is read at the first request for a
    /// name.
    /// </remarks>
    /// <param name="path">The folder.</param>
    /// <param name="asOf">The newest file at or before this Korean date is served; null for the newest of all.</param>
    /// <param name="timeProvider">The clock for the request log and faults; null for the system's.</param>
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
        var path = request.Uri.AbsolutePath;
        if (!path.StartsWith(Folder, StringComparison.Ordinal) || _content.Find(path[Folder.Length..], TimeProvider.GetUtcNow()) is not { } file)
            return SimulatedReply.Text(HttpStatusCode.NotFound, "Not Found");
        return new SimulatedReply
        {
            Body = file.Content,
            Headers =
            [
                new("Content-Type", path.EndsWith(".zip", StringComparison.Ordinal) ? "application/zip" : "application/octet-stream"),
                new("Last-Modified", file.PublishedAt.ToString("R", CultureInfo.InvariantCulture)),
            ],
        };
    }
}
