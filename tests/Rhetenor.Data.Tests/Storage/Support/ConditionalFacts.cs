namespace Rhetenor.Data.Tests;

/// <summary>A fact about Linux.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "Calls of Linux (open flags, rename, fsync of a folder) are what this test is about.";
    }
}

/// <summary>A fact about file permissions, which the root user passes over.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PermissionsFactAttribute : FactAttribute
{
    public PermissionsFactAttribute()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            Skip = "Root passes over file permissions, and Windows has others: run it as another user on Unix.";
    }
}
