using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Rhetenor.Data.Tests.House;

public sealed class ReleaseTests
{
    // A version that a reader copies is the one that is published.
    [Fact]
    public void The_version_in_the_documents_is_that_of_the_packages()
    {
        var version = Regex.Match(Repository.Read("Directory.Build.props"), "<Version>([^<]+)</Version>").Groups[1].Value;
        string[] named = [.. new[] { "README.md", "README.ko.md", "samples/notebook.dib" }.SelectMany(name =>
            Regex.Matches(Repository.Read(name), @"Rhetenor\.Data(?:\.Testing)?(?:@|, )([0-9]+\.[0-9]+\.[0-9]+[-.0-9a-z]*)").Select(match => match.Groups[1].Value))];
        Assert.True(named.Length >= 3);
        Assert.All(named, one => Assert.Equal(version, one));
    }

    [Fact]
    public void The_version_is_the_changelog_s_newest()
    {
        var version = XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Equal(version, Regex.Match(Repository.Read("CHANGELOG.md"), @"^## (\S+)", RegexOptions.Multiline).Groups[1].Value);
        Assert.StartsWith(version, typeof(MasterDownloader).Assembly.GetName().Version!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_shows_code_within_a_dozen_lines() =>
        Assert.Contains(Repository.Read("README.md").Split('\n').Take(12), line => line.StartsWith("```csharp", StringComparison.Ordinal));

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.ko.md")]
    public void The_readme_is_short_and_begins_with_small_pictures(string readme)
    {
        var lines = Repository.Read(readme).Split('\n');
        Assert.InRange(lines.Length, 100, 181);
        var pictures = Regex.Matches(string.Join('\n', lines.Take(12)), @"!\[[^\]]+\]\((docs/images/[^)]+)\)").Select(match => new FileInfo(Path.Join(Repository.Root, match.Groups[1].Value))).ToList();
        Assert.Equal(["chart.png", "coverage.png"], pictures.Select(file => file.Name));
        Assert.InRange(pictures.Sum(file => file.Length), 20_000, 300_000);
    }

    // Comments and texts are translated, the code is not.
    [Fact]
    public void The_Korean_readme_has_the_same_headings_code_and_links()
    {
        var (english, korean) = (Repository.Read("README.md"), Repository.Read("README.ko.md"));
        Assert.Equal(Count(english, @"^#+ "), Count(korean, @"^#+ "));
        Assert.Equal(Code(english), Code(korean));
        Assert.Equal(Links(english), Links(korean));
        Assert.Equal(Count(english, @"^\* "), Count(korean, @"^\* "));
        Assert.Equal(Count(english, @"^    dotnet "), Count(korean, @"^    dotnet "));

        static int Count(string text, string pattern) => Regex.Count(text, pattern, RegexOptions.Multiline);
        static IEnumerable<string> Links(string text) =>
            Regex.Matches(text, @"\]\(([^)]+)\)").Select(match => match.Groups[1].Value).Where(link => !link.StartsWith("README", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        static IEnumerable<string> Code(string text) => Regex.Matches(text, "```csharp\n(.*?)```", RegexOptions.Singleline)
            .Select(match => Regex.Replace(match.Groups[1].Value, @" *//.*|""[^""\n]*""", ""));
    }

    [Fact]
    public void Links_of_the_documents_lead_somewhere()
    {
        var documents = Directory.EnumerateFiles(Path.Join(Repository.Root, "docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}");
        foreach (var document in documents.Append("README.md").Append("README.ko.md"))
        {
            foreach (Match link in Regex.Matches(Repository.Read(document), @"\]\((?!https?://|#)([^)#]+)"))
            {
                var target = Path.Join(Repository.Root, Path.GetDirectoryName(document), link.Groups[1].Value);
                Assert.True(File.Exists(target) || Directory.Exists(target), $"{document} links to {link.Groups[1].Value}");
            }
        }
    }

    // In a package they are addresses of the version's files, from the root of the repository.
    [Theory]
    [InlineData("src/Rhetenor.Data.Testing/README.md")]
    [InlineData("src/Rhetenor.Data.Parquet/README.md")]
    public void Links_of_a_package_s_own_readme_are_paths_in_the_repository(string readme)
    {
        var links = Regex.Matches(Repository.Read(readme), @"\]\((?!https?://|#)([^)#]+)").Select(match => Path.Join(Repository.Root, match.Groups[1].Value)).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, target => Assert.True(File.Exists(target) || Directory.Exists(target), target));
    }

    [Fact]
    public void The_files_of_the_tour_are_there()
    {
        var tour = Regex.Matches(Repository.Read("docs/ARCHITECTURE.md"), @"^[0-9]\. `([\w/.]+\.cs)`:", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(9, tour.Count);
        Assert.All(tour, path => Assert.True(File.Exists(Path.Join(Repository.Root, "src", "Rhetenor.Data", path)), path));
    }

    [Fact]
    public void The_decisions_are_at_most_fifteen_and_stand_in_one_list()
    {
        var document = Repository.Read("docs/ARCHITECTURE.md").ReplaceLineEndings("\n");
        var decisions = Regex.Matches(document, @"^([0-9]+)\. \*\*", RegexOptions.Multiline).Select(match => int.Parse(match.Groups[1].Value, null)).ToList();
        Assert.Equal(Enumerable.Range(1, decisions.Count), decisions);
        Assert.InRange(decisions.Count, 1, 15);
        Assert.DoesNotMatch(new Regex(@"^\*\*", RegexOptions.Multiline), document);
    }

    [Fact]
    public void The_format_document_lists_every_field_as_the_table_has_it()
    {
        var document = Repository.Read("docs/FORMAT.md");
        foreach (var spec in Market.All.Select(HantooMstSpec.For))
        {
            for (var i = 0; i < spec.Fields.Count; i++)
            {
                var field = spec.Fields[i];
                Assert.Contains(Row(spec, i), document, StringComparison.Ordinal);
                Assert.True(field.Width > 0);
            }
        }
    }

    internal static string Row(HantooMstSpec spec, int i)
    {
        var field = spec.Fields[i];
        var unit = field.Unit == MstUnit.None ? "" : $"{field.Unit}";
        return $"| {spec.OffsetOf(i)} | {field.Width} | `{field.Name}` | `{field.KisId}` | {field.KoreanLabel} | {field.Kind} | {unit} |";
    }
}
