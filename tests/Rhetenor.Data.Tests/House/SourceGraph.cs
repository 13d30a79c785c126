using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rhetenor.Data.Tests.House;

/// <summary>Who uses whom in a package: the compiler's own view of its sources. Partial files of a type are one node.</summary>
internal sealed class SourceGraph
{
    // The generated file of implicit usings is not among the sources.
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private SourceGraph(IReadOnlyCollection<(string From, string To)> uses, int unknown) =>
        (Uses, Unknown) = (uses.Distinct().Order().ToList(), unknown);

    public static SourceGraph Library { get; } = Read("Rhetenor.Data");

    public static SourceGraph Parquet { get; } = Read("Rhetenor.Data.Parquet");

    /// <summary>The arrows between nodes, such as <c>Klines/KlineSlice</c> to <c>Klines/Kline</c>.</summary>
    public IReadOnlyList<(string From, string To)> Uses { get; }

    /// <summary>How many types could not be resolved: their arrows would be missing.</summary>
    public int Unknown { get; }

    /// <summary>The arrows between rooms, each with how many arrows of files it stands for.</summary>
    public IEnumerable<((string From, string To) Rooms, int Files)> RoomUses =>
        Uses.GroupBy(use => (RoomOf(use.From), RoomOf(use.To))).Where(group => group.Key.Item1 != group.Key.Item2).Select(group => (group.Key, group.Count()));

    public static string RoomOf(string node) => node.Contains('/', StringComparison.Ordinal) ? node[..node.IndexOf('/', StringComparison.Ordinal)] : "";

    /// <summary>Finds the circles: sets of nodes of which each reaches each other one.</summary>
    public List<List<string>> Circles()
    {
        var next = Uses.ToLookup(use => use.From, use => use.To);
        var reached = next.Select(node => node.Key).ToDictionary(node => node, node => ReachedFrom(node, next));
        return [.. reached.Keys
            .Select(node => reached[node].Where(other => reached.TryGetValue(other, out var back) && back.Contains(node)).Order(StringComparer.Ordinal).ToList())
            .Where(circle => circle.Count > 1)
            .DistinctBy(circle => circle[0])
            .OrderByDescending(circle => circle.Count)];
    }

    private static HashSet<string> ReachedFrom(string start, ILookup<string, string> next)
    {
        var reached = new HashSet<string>();
        var ahead = new Stack<string>(next[start]);
        while (ahead.TryPop(out var node))
        {
            if (!reached.Add(node))
                continue;
            foreach (var other in next[node])
                ahead.Push(other);
        }

        return reached;
    }

    // Under its own name a package may use internal types of the others.
    private static SourceGraph Read(string name)
    {
        var folder = $"src/{name}";
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = Repository.Sources(folder).Select(path => CSharpSyntaxTree.ParseText(Repository.Read(path), options, path)).ToList();
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != $"{name}.dll").Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            name, trees.Append(CSharpSyntaxTree.ParseText(ImplicitUsings, options)), references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        var found = trees.AsParallel().Select(tree => UsesOf(tree, compilation, folder.Length + 1)).ToList();
        return new(found.SelectMany(one => one.Uses).ToList(), found.Sum(one => one.Unknown));
    }

    private static (HashSet<(string From, string To)> Uses, int Unknown) UsesOf(SyntaxTree tree, CSharpCompilation compilation, int prefix)
    {
        var model = compilation.GetSemanticModel(tree);
        var from = NodeOf(tree.FilePath, prefix);
        var uses = new HashSet<(string From, string To)>();
        var unknown = 0;
        foreach (var name in tree.GetRoot().DescendantNodes().Where(node => node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax))
        {
            var info = model.GetSymbolInfo(name);
            var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            if (symbol is null && name.Parent is TypeSyntax or ParameterSyntax)
                unknown++;
            symbol = symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol;
            foreach (var declaration in symbol?.OriginalDefinition.DeclaringSyntaxReferences ?? [])
            {
                // Types and members; a parameter, a local or a type parameter is declared where it is used.
                if (symbol is INamedTypeSymbol or IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol && NodeOf(declaration.SyntaxTree.FilePath, prefix) is var to && to != from)
                    uses.Add((from, to));
            }
        }

        return (uses, unknown);
    }

    // "src/Rhetenor.Data/Klines/KlineSeries.Shapes.cs" is "Klines/KlineSeries".
    private static string NodeOf(string path, int prefix)
    {
        var inside = path[prefix..];
        var file = inside[(inside.LastIndexOf('/') + 1)..];
        return inside[..^file.Length] + file[..file.IndexOf('.', StringComparison.Ordinal)];
    }
}
