using System.Diagnostics;

namespace Rhetenor.Data.Tests.Processes;

/// <summary>A fact about a disk of its own, mounted for the processes of one script and gone with them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    private static readonly string[][] Ways = [["--mount"], ["--user", "--map-root-user", "--mount"]];

    public MountFactAttribute() => Skip = Way.Value is null ? "Needs unshare(1) and the right to mount a tmpfs." : null;

    /// <summary>Runs a shell script that sees the disk mounted at its first argument.</summary>
    public static VictimProcess Run(string size, string script, IEnumerable<string> arguments) =>
        VictimProcess.Start("unshare", [.. Way.Value!, "sh", "-c", $"mount -t tmpfs -o size={size} none \"$1\" || exit 99\n{script}", "sh", .. arguments]);

    private static Lazy<string[]?> Way { get; } = new(static () => Array.Find(Ways, Works));

    private static bool Works(string[] way)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", [.. way, "mount", "-t", "tmpfs", "none", "/mnt"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
