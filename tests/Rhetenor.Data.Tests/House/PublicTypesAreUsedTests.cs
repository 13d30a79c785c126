namespace Rhetenor.Data.Tests.House;

/// <summary>A public type is one that code of the documents or of the samples uses. Any other is internal.</summary>
public sealed class PublicTypesAreUsedTests
{
    private static readonly IReadOnlyList<(string Name, HashSet<string> Types, IReadOnlyList<string> Errors)> Programs =
        [.. CallingCode.Programs.AsParallel().AsOrdered().Select(program => (program.Name, CallingCode.TypesUsed(program.Texts, out var errors), errors))];

    [Fact]
    public void Every_public_type_is_used_by_code_of_the_documents_or_samples()
    {
        var used = Programs.SelectMany(program => program.Types).ToHashSet();
        var unused = typeof(MasterDownloader).Assembly.GetExportedTypes().Where(type => !type.IsNested && !used.Contains(type.FullName!)).ToList();
        Assert.True(unused.Count == 0, string.Join(", ", unused.Select(type => type.Name)));
    }

    [Fact]
    public void Code_of_the_documents_compiles() => Assert.Equal([], Programs
        .Where(program => program.Name.Contains(".md", StringComparison.Ordinal)).SelectMany(program => program.Errors.Select(error => $"{program.Name}: {error}")));

    [Theory]
    [InlineData("using Rhetenor.Data; Console.WriteLine(nameof(Kline));", "Rhetenor.Data.Kline")]
    [InlineData("using Rhetenor.Data; IObjectStore store = new InMemoryObjectStore();", "Rhetenor.Data.IObjectStore", "Rhetenor.Data.InMemoryObjectStore")]
    [InlineData("using Rhetenor.Data; foreach (var (_, _) in (KlineSlice)null!) { }", "Rhetenor.Data.Kline", "Rhetenor.Data.KlineSlice", "Rhetenor.Data.SymbolKline")]
    [InlineData("// Kline, KlineSlice")]
    public void A_type_is_used_by_code_and_not_by_its_name_in_a_text(string text, params string[] used) =>
        Assert.Equal(used, CallingCode.TypesUsed([text], out _).Order());
}
