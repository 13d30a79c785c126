using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Rhetenor.Data.Tests.House;

/// <summary>A public type is one that a reader of the documents or the samples meets. Any other is internal.</summary>
public sealed class PublicTypesAreUsedTests
{
    private static readonly HashSet<string> Words = [.. Texts().SelectMany(path => Regex.Matches(Repository.Read(path), @"\w+")).Select(match => match.Value)];

    [Fact]
    public void Every_public_type_is_used_in_the_documents_or_samples()
    {
        Assert.True(Words.Count > 1_000, "the texts were not found");
        Assert.Equal([], typeof(MasterDownloader).Assembly.GetExportedTypes()
            .Where(type => !IsGenerated(type) && !IsUsed(type)).Select(type => type.FullName));
    }

    [Theory]
    [InlineData(typeof(Kline), true)]
    [InlineData(typeof(KlineShapes), true)]
    [InlineData(typeof(Regex), false)]
    [InlineData(typeof(PublicTypesAreUsedTests), false)]
    public void A_type_is_used_by_its_name_or_by_an_extension_method(Type type, bool isUsed) => Assert.Equal(isUsed, IsUsed(type));

    // Nobody names a container of extension methods.
    private static bool IsUsed(Type type) => Words.Contains(type.Name.Split('`')[0])
        || type.IsDefined(typeof(ExtensionAttribute)) && type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Any(method => method.IsDefined(typeof(ExtensionAttribute)) && Words.Contains(method.Name));

    // The compiler makes nested types for blocks of extension members.
    private static bool IsGenerated(Type type) => type.FullName!.Contains('<', StringComparison.Ordinal);

    private static IEnumerable<string> Texts() =>
    [
        "README.md",
        .. Files("docs", "*.md"),
        .. Files("samples", "*.*").Where(path => Path.GetExtension(path) is ".cs" or ".linq" or ".json" or ".csproj" && !Regex.IsMatch(path, "/(bin|obj)/")),
    ];

    private static IEnumerable<string> Files(string folder, string pattern) => Directory
        .EnumerateFiles(Path.Join(Repository.Root, folder), pattern, SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace(Path.DirectorySeparatorChar, '/'));
}
