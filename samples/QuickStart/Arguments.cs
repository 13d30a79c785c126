using System.CommandLine;

namespace QuickStart;

/// <summary>The arguments of the command line.</summary>
internal sealed record Arguments(string Store, string? DwsFolder, bool Live)
{
    /// <summary>Parses the command line and runs a program with its arguments.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args, Func<Arguments, Task<int>> run)
    {
        Option<string> store = new("--store") { Description = "The folder that stores masters and minutes", DefaultValueFactory = _ => "rhetenor-store" };
        var folder = new Option<DirectoryInfo>("--dws-folder")
        {
            Description = "Serve real master files (kospi_code.mst.zip, 20260403_kospi_code.mst.zip, ….mst) from a folder, as DWS would have on the day each was written",
        }.AcceptExistingOnly();
        Option<bool> live = new("--live") { Description = "Download from DWS itself; otherwise a simulated DWS inside this process serves generated masters of today" };
        var command = new RootCommand("Downloads masters. Without --live it also catches up a session's minutes from a simulated KIS, and draws chart.html in the store's folder.")
        {
            store, folder, live,
        };
        command.Validators.Add(line =>
        {
            if (line.GetValue(live) && line.GetValue(folder) is not null)
                line.AddError("--dws-folder and --live exclude each other.");
        });
        command.SetAction(line => run(new(line.GetValue(store)!, line.GetValue(folder)?.FullName, line.GetValue(live))));
        return command.Parse(args).InvokeAsync();
    }
}
