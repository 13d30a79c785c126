using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rhetenor.Data.Tests.House;

/// <summary>The code that users are shown, compiled: the samples and the code blocks of README and docs.</summary>
internal static class CallingCode
{
    // Assemblies that only one sample uses are not among the references.
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Options = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);

    /// <summary>Gets the programs: each sample, and each code block of the documents.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Texts)> Programs { get; } = [.. Documents(), .. Samples()];

    /// <summary>Compiles a program and returns the names of the types of the library that it uses: those that it names, creates, receives
    /// from a member, or gives a value for.</summary>
    /// <param name="texts">The sources.</param>
    /// <param name="errors">The errors of the compiler.</param>
    public static HashSet<string> TypesUsed(IReadOnlyList<string> texts, out IReadOnlyList<string> errors)
    {
        var compilation = Compile(texts);
        errors = [.. compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.ToString())];
        var types = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                Add(types, (node is ExpressionSyntax ? model.GetSymbolInfo(node).Symbol : null) switch
                {
                    IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => [constructor.ContainingType],
                    IMethodSymbol method => [method.ReducedFrom?.ContainingType ?? method.ContainingType, method.ReturnType],
                    IPropertySymbol property => [property.ContainingType, property.Type],
                    IFieldSymbol field => [field.ContainingType],
                    ITypeSymbol type => [type],
                    _ => [],
                });
                if (node is CommonForEachStatementSyntax each)
                    Add(types, [model.GetForEachStatementInfo(each).ElementType]);
                if (node is ExpressionSyntax && model.GetTypeInfo(node) is { ConvertedType: { } converted } info)
                    Add(types, [info.Type, converted]);
            }
        }

        return [.. types.Where(type => type.ContainingAssembly?.Name.StartsWith("Rhetenor.Data", StringComparison.Ordinal) == true).Select(type => Outermost(type.OriginalDefinition).ToDisplayString())];
    }

    /// <summary>Compiles a program.</summary>
    public static CSharpCompilation Compile(IReadOnlyList<string> texts) => CSharpCompilation.Create(
        "caller", texts.Append(ImplicitUsings).Select(text => CSharpSyntaxTree.ParseText(text, Options)), References,
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true));

    private static IEnumerable<MetadataReference> References { get; } = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    // The compiler puts a block of extension members into a type of its own.
    private static ITypeSymbol Outermost(ITypeSymbol type) => type.ContainingType is { } outer ? Outermost(outer) : type;

    private static void Add(HashSet<ITypeSymbol> types, IEnumerable<ITypeSymbol?> found)
    {
        foreach (var type in found)
        {
            if (type is IArrayTypeSymbol array)
                Add(types, [array.ElementType]);
            else if (type is not null && types.Add(type) && type is INamedTypeSymbol named)
                Add(types, named.TypeArguments);
        }
    }

    private static IEnumerable<(string Name, IReadOnlyList<string> Texts)> Documents() =>
        from path in Directory.EnumerateFiles(Path.Join(Repository.Root, "docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}")
            .Concat(["README.md", "README.ko.md", "src/Rhetenor.Data.Testing/README.md", "src/Rhetenor.Data.Parquet/README.md"])
        from block in Regex.Matches(Repository.Read(path), "```csharp\n(.*?)```", RegexOptions.Singleline).Select((match, i) => (Number: i + 1, Text: match.Groups[1].Value))
        select ($"{path}, block {block.Number}", (IReadOnlyList<string>)[block.Text]);

    private static IEnumerable<(string Name, IReadOnlyList<string> Texts)> Samples() =>
        from path in Repository.Sources("samples")
        let parts = path.Split('/')
        group Repository.Read(path) by parts.Length == 2 ? path : $"samples/{parts[1]}" into sample
        select (sample.Key, (IReadOnlyList<string>)[.. sample]);
}
