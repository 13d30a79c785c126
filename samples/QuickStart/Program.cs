using QuickStart;
using Rhetenor.Data;
using Spectre.Console;

return await Arguments.RunAsync(args, async arguments =>
{
    try
    {
        await RunAsync(arguments);
        return 0;
    }
    catch (Exception exception) when (exception is RhetenorException or ArgumentException or IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(exception.Message);
        return 1;
    }
});

static async Task RunAsync(Arguments arguments)
{
    if (Console.IsOutputRedirected)
        (AnsiConsole.Profile.Capabilities.Ansi, AnsiConsole.Profile.Width) = (false, 120);

    var dws = await Dws.FromAsync(arguments);
    var store = new DirectoryObjectStore(arguments.Store);
    AnsiConsole.MarkupLineInterpolated($"Masters from [bold]{dws.Description}[/], kept in [bold]{Path.GetFullPath(arguments.Store)}[/]");

    var files = new List<MasterFile>();
    foreach (var market in Market.All)
    {
        var downloader = await dws.DownloaderAsync(market, store, arguments);
        files.Add(await downloader.DownloadAsync(market));
    }

    AnsiConsole.Write(Tables.Summary(files));
    AnsiConsole.Write(Tables.Groups(files));
    AnsiConsole.Write(Tables.Largest(files, 3));

    var fromStore = files.Count(file => !file.IsDownloaded);
    AnsiConsole.MarkupLineInterpolated($"[bold]{fromStore}[/] of {files.Count} came from the store, [bold]{dws.Downloads}[/] were downloaded.");
    if (dws.Downloads > 0)
        AnsiConsole.WriteLine("Run it again: the second run downloads nothing.");
    if (arguments.Live)
        AnsiConsole.WriteLine("Minutes of real sessions are logged by samples/DailyLogger.");
    else
        await KlineDemo.RunAsync(files[0], dws.Truth ?? World.Of(files[0]), store, arguments.Store);
}
