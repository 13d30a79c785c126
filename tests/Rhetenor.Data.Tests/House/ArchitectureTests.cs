using System.Text.RegularExpressions;

namespace Rhetenor.Data.Tests.House;

/// <summary>Who may know what.</summary>
public sealed class ArchitectureTests
{
    private const string Library = "src/Rhetenor.Data";

    [Theory]
    [InlineData(@"\bAmazon\b", @"Storage/S3ObjectStore[\w.]*\.cs$", "the AWS SDK")]
    [InlineData(@"\busing Polly\b|\bPolly\.|ResiliencePipelineBuilder", @"/Core/Resilience\.cs$", "Polly")]
    [InlineData(@"""stck_|""rt_cd|""FID_|""msg_cd|""(FH|CT)[A-Z0-9]{6,}""", @"/Hantoo/|Masters/Spec/HantooMstSpec\.", "KIS wire names")]
    [InlineData(@"\bZstdSharp\b|ZSTD_", @"Format/Zstd[\w.]*\.cs$", "the zstd library")]
    [InlineData(@"\bunsafe (class|struct|static|partial|\w+ \w+\()|\bunsafe\s*\{", @"/Zstd\.Reader\.cs$", "unsafe code")]
    [InlineData(@"ParseExact|:yyyy|:HH|ToString\(""[dHMy]|=\s*""yyyy|\(""yyyy|\?\s*""yyyy", @"/Core/(Stamp[\w.]*|Log)\.cs$", "a form of a date or time")]
    [InlineData(@"NumberStyles\.|\b(int|long|decimal|double)\.(Try)?Parse\(", @"/Core/AsciiNumber[\w.]*\.cs$|/Markets/KrxClosures\.cs$", "a form of a number")]
    [InlineData(@"DllImport|LibraryImport", @"Storage/UnixFile[\w.]*\.cs$", "native calls")]
    public void A_dependency_is_known_in_one_place(string pattern, string allowed, string what)
    {
        var offenders = Repository.Sources(Library)
            .Where(path => !Regex.IsMatch(path, allowed))
            .Where(path => Regex.IsMatch(Code(path), pattern));
        Assert.True(!offenders.Any(), $"{what} is named in {string.Join(", ", offenders)}");
    }

    [Fact]
    public void The_parquet_package_writes_dates_and_times_as_the_library_does() =>
        Assert.All(Repository.Sources("src/Rhetenor.Data.Parquet"), path => Assert.DoesNotMatch(@"ParseExact|:yyyy|:HH|ToString\(""[dHMy]", Code(path)));

    [Theory]
    [InlineData("MstParser")]
    [InlineData("MasterJson")]
    [InlineData("MasterZip")]
    [InlineData("HantooMstSpec")]
    public void Formats_take_no_clock_no_logger_and_do_not_wait(string name)
    {
        var sources = Repository.Sources($"{Library}/Masters").Where(path => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal));
        Assert.NotEmpty(sources);
        Assert.All(sources, path => Assert.DoesNotMatch(@"TimeProvider|ILogger|\basync\b|\bTask\b", Code(path)));
    }

    [Theory]
    [InlineData("Klines")]
    [InlineData("Format")]
    [InlineData("Logging", "CatchUpPlanner", "KlineAggregator", "KlineReconciler")]
    public void Words_formats_and_rules_take_no_clock_no_logger_and_do_not_wait(string folder, params string[] names)
    {
        var sources = Repository.Sources($"{Library}/{folder}")
            .Where(path => !path.EndsWith("Source.cs", StringComparison.Ordinal))
            .Where(path => names.Length == 0 || names.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal)));
        Assert.NotEmpty(sources);
        Assert.All(sources, path => Assert.DoesNotMatch(@"TimeProvider|ILogger|\basync\b|\bTask\b", Code(path)));
    }

    [Fact]
    public void L6_requests_and_option_records_with_secrets_are_never_formatted() => Assert.All(
        Repository.Sources(Library), path => Assert.DoesNotMatch(@"\{(request|response)\}|(request|response)\.ToString\(\)|(?i)string\??\s+\w*(secret|password)\w*\s*\{\s*get", Code(path)));

    [Fact]
    public void L9_no_public_member_switches_certificate_checks_off()
    {
        string[] harmless = ["VerifyAsync", "VerifyDailyAsync"];
        var members = typeof(MasterDownloader).Assembly.GetExportedTypes().SelectMany(type => type.GetMembers()).Select(member => member.Name);
        Assert.DoesNotContain(members, name => Regex.IsMatch(name, "certificate(?!$)|ssl|insecure|verify", RegexOptions.IgnoreCase) && !harmless.Contains(name));
        Assert.All(Repository.Sources(Library), path => Assert.DoesNotMatch("ServerCertificate|RemoteCertificateValidation|Dangerous", Code(path)));
    }

    [Fact]
    public void L15_L16_packages_are_exact_audited_and_locked()
    {
        // A plain number is what the lock files hold; a consumer may still have a newer one.
        Assert.DoesNotMatch(@"<PackageVersion [^>]*Version=""(?![\d.]+"")", Repository.Read("Directory.Packages.props"));
        Assert.Contains("<NuGetAuditMode>all</NuGetAuditMode>", Repository.Read("Directory.Build.props"), StringComparison.Ordinal);
        Assert.Contains("<RestoreLockedMode Condition=\"'$(CI)' == 'true'\">true</RestoreLockedMode>", Repository.Read("src/Directory.Build.props"), StringComparison.Ordinal);
        Assert.Contains("<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>", Repository.Read("src/Directory.Build.props"), StringComparison.Ordinal);
        foreach (var project in Directory.GetDirectories(Path.Join(Repository.Root, "src")))
            Assert.True(File.Exists(Path.Join(project, "packages.lock.json")), project);

        // An advisory is a warning, and every warning is an error. Only an unreachable list of advisories is none.
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", Repository.Read("Directory.Build.props"), StringComparison.Ordinal);
        var settings = Directory.EnumerateFiles(Repository.Root, "*.*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".props" or ".targets" or ".csproj" && !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToList();
        Assert.NotEmpty(settings);
        Assert.All(settings, text => Assert.DoesNotMatch("NU190[1-9]|<NuGetAudit>|<NuGetAuditLevel>|NuGetAuditSuppress|<TreatWarningsAsErrors>false", text));
    }

    // Comments may name what they explain.
    private static string Code(string path) => Regex.Replace(Repository.Read(path), @"^\s*//.*$|\s//\s.*$", "", RegexOptions.Multiline);
}
