namespace Rhetenor.Data.Tests.House;

/// <summary>A public type is one that code of the documents or of the samples uses. Any other is internal.</summary>
public sealed class PublicTypesAreUsedTests
{
    private static readonly IReadOnlyList<(string Name, HashSet<string> Types, IReadOnlyList<string> Errors)> Programs =
        [.. CallingCode.Programs.AsParallel().AsOrdered().Select(program => (program.Name, CallingCode.TypesUsed(program.Texts, out var errors), errors))];

    [Theory]
    [InlineData(typeof(MasterDownloader))]
    [InlineData(typeof(KlineDataset))]
    [InlineData(typeof(SimulatedKis))]
    public void Every_public_type_is_used_by_code_of_the_documents_or_samples(Type package)
    {
        var used = Programs.SelectMany(program => program.Types).ToHashSet();
        if (package == typeof(SimulatedKis))
            AddParts(used, TypesOf(package));
        var unused = TypesOf(package).Where(type => !used.Contains(type.FullName!)).ToList();
        Assert.True(unused.Count == 0, string.Join(", ", unused.Select(type => type.Name)));
    }

    // More types are a decision, which that document explains.
    [Theory]
    [InlineData(typeof(MasterDownloader))]
    [InlineData(typeof(KlineDataset))]
    [InlineData(typeof(SimulatedKis))]
    public void The_document_of_the_architecture_has_the_number_of_public_types(Type package) =>
        Assert.Contains($"`{package.Assembly.GetName().Name}` has {TypesOf(package).Count} public types", Repository.Read("docs/ARCHITECTURE.md").ReplaceLineEndings(" "), StringComparison.Ordinal);

    [Fact]
    public void Code_of_the_documents_compiles() => Assert.Equal([], Programs
        .Where(program => program.Name.Contains(".md", StringComparison.Ordinal)).SelectMany(program => program.Errors.Select(error => $"{program.Name}: {error}")));

    // Simulators have many switches. The types of their members are used too.
    private static void AddParts(HashSet<string> used, List<Type> types)
    {
        for (var count = 0; count < used.Count;)
        {
            count = used.Count;
            foreach (var type in types.Where(type => used.Contains(type.FullName!)))
            {
                var parts = type.GetProperties().Select(property => property.PropertyType)
                    .Concat(type.GetMethods().SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)))
                    .Concat(type.GetConstructors().SelectMany(constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType)));
                used.UnionWith(parts.SelectMany(part => part.GetGenericArguments().Append(Nullable.GetUnderlyingType(part) ?? part)).Select(part => part.FullName!));
            }
        }
    }

    private static List<Type> TypesOf(Type package) => [.. package.Assembly.GetExportedTypes().Where(type => !type.IsNested)];

    [Theory]
    [InlineData("using Rhetenor.Data; Console.WriteLine(nameof(Kline));", "Rhetenor.Data.Kline")]
    [InlineData("using Rhetenor.Data; IObjectStore store = new InMemoryObjectStore();", "Rhetenor.Data.IObjectStore", "Rhetenor.Data.InMemoryObjectStore")]
    [InlineData("using Rhetenor.Data; foreach (var (_, _) in (KlineSlice)null!) { }", "Rhetenor.Data.Kline", "Rhetenor.Data.KlineSlice", "Rhetenor.Data.SymbolKline")]
    [InlineData("// Kline, KlineSlice")]
    public void A_type_is_used_by_code_and_not_by_its_name_in_a_text(string text, params string[] used) =>
        Assert.Equal(used, CallingCode.TypesUsed([text], out _).Order());
}
