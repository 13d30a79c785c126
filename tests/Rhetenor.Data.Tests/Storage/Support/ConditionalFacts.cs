namespace Rhetenor.Data.Tests;

/// <summary>A fact about Linux.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "Needs Linux.";
    }
}

/// <summary>A fact about file permissions, which the root user passes over.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PermissionsFactAttribute : FactAttribute
{
    public PermissionsFactAttribute()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            Skip = "Needs Unix permissions and a user other than root.";
    }
}
