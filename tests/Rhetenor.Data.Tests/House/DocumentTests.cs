using System.Reflection;
using System.Text.RegularExpressions;

namespace Rhetenor.Data.Tests.House;

/// <summary>What the documents name is there: members of types, tests, measurements, samples.</summary>
public sealed class DocumentTests
{
    private static readonly IReadOnlyList<Type> Types =
        [.. new[] { typeof(MasterDownloader), typeof(KlineDataset), typeof(SimulatedKis) }.SelectMany(type => type.Assembly.GetExportedTypes())];

    private static IEnumerable<(string Name, string Text)> Documents =>
        Directory.EnumerateFiles(Path.Join(Repository.Root, "docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}")
            .Concat(["README.md", "README.ko.md", "CONTRIBUTING.md", "SECURITY.md", "src/Rhetenor.Data.Testing/README.md", "src/Rhetenor.Data.Parquet/README.md"])
            .Select(name => (name, Repository.Read(name)));

    [Fact]
    public void Members_are_there()
    {
        var found = (from document in Documents
                     from Match match in Regex.Matches(document.Text, @"`(?:new )?([A-Z]\w+)\.([A-Z]\w+)(?:`|\(|<| )")
                     let named = Named(match.Groups[1].Value)
                     where named.Count > 0
                     select (document.Name, match.Value, IsThere: named.Any(type => Has(type, match.Groups[2].Value)))).ToList();
        Assert.InRange(found.Count, 50, 1_000);
        Assert.Equal([], found.Where(one => !one.IsThere).Select(one => $"{one.Name}: {one.Value}"));
    }

    [Fact]
    public void Tests_that_a_filter_selects_are_there()
    {
        var tests = typeof(DocumentTests).Assembly.GetTypes().SelectMany(type => type.GetMethods().Select(method => $"{type.FullName}.{method.Name}")).ToList();
        var filters = Documents.SelectMany(document => Regex.Matches(document.Text, @"--filter ""?(?:FullyQualifiedName~)?(\w+)").Select(match => match.Groups[1].Value)).Distinct().ToList();
        Assert.Contains("ScaleTests", filters);
        Assert.All(filters, filter => Assert.Contains(tests, test => test.Contains(filter, StringComparison.Ordinal)));
    }

    [Fact]
    public void Measurements_and_samples_are_there()
    {
        var benchmarks = string.Concat(Repository.Sources("tests/Rhetenor.Data.Benchmarks").Select(Repository.Read));
        var measurements = Regex.Matches(Repository.Read("docs/PERFORMANCE.md"), @"Rhetenor\.Data\.Benchmarks -- (\S+)").Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(measurements);
        Assert.All(measurements, name => Assert.Contains(name.StartsWith('-') ? $"\"{name}\"" : name, benchmarks, StringComparison.OrdinalIgnoreCase));
        foreach (var (name, text) in Documents)
        {
            foreach (Match sample in Regex.Matches(text, @"samples/[\w/.-]*\w"))
                Assert.True(Path.Exists(Path.Join(Repository.Root, sample.Value)), $"{name}: {sample.Value}");
        }
    }

    [Fact]
    public void Claims_are_shown_by_tests_and_steps_that_are_there()
    {
        var claims = Repository.Read("docs/CLAIMS.md");
        var tests = typeof(DocumentTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();
        var named = Regex.Matches(claims, @"`(\w+Tests)`").Select(match => match.Groups[1].Value).ToList();
        Assert.InRange(named.Count, 30, 200);
        Assert.All(named, name => Assert.Contains(name, tests));
        var steps = Regex.Matches(Repository.Read(".ci/run"), @"^ *step ""([^""]+)""", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.All(Regex.Matches(claims, @"""([^""]+)""").Select(match => match.Groups[1].Value), step => Assert.Contains(step, steps));
        var bold = Regex.Matches(Repository.Read("README.md"), @"^\* (\*\*[^*]+\*\*)", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
        Assert.InRange(bold.Count, 10, 30);
        Assert.All(bold, claim => Assert.Contains($"\n| {claim}", claims, StringComparison.Ordinal));
    }

    private static List<Type> Named(string name) => [.. Types.Where(type => type.Name.Split('`')[0] == name)];

    private static bool Has(Type type, string member) =>
        type.GetMember(member, BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy).Length > 0
        || type.GetInterfaces().Any(one => one.GetMember(member).Length > 0)
        || Types.Where(one => one is { IsAbstract: true, IsSealed: true }).SelectMany(one => one.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.Name == member || method.Name == $"get_{member}"))
            .Any(method => method.Name == $"get_{member}" || method.GetParameters() is [var first, ..] && first.ParameterType.Name.Split('`')[0] == type.Name.Split('`')[0]);
}
