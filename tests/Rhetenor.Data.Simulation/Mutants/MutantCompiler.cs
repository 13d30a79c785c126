using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Rhetenor.Data.Simulation;

/// <summary>Compiles one project many times, each time with other text in a file or two, as its build does but in this process: what does not change is
/// parsed and generated once.</summary>
internal sealed class MutantCompiler
{
    private readonly CSharpCommandLineArguments _arguments;
    private readonly CSharpCompilation _compilation;
    private readonly Compilation _generated;
    private readonly GeneratorDriver _driver;

    /// <param name="folder">The project's folder, in which the compiler would run.</param>
    /// <param name="arguments">The compiler's arguments, as the build gives them.</param>
    public MutantCompiler(string folder, IEnumerable<string> arguments)
    {
        _arguments = CSharpCommandLineParser.Default.Parse(arguments, folder, sdkDirectory: null);
        _compilation = CSharpCompilation.Create(
            _arguments.CompilationName,
            _arguments.SourceFiles.Select(file => Parse(file.Path, File.ReadAllText(file.Path))),
            _arguments.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(Path.Combine(folder, reference.Reference), reference.Properties)),
            _arguments.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Suppress).WithConcurrentBuild(false));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            Generators(folder), parseOptions: _arguments.ParseOptions,
            optionsProvider: new MutantOptions(AnalyzerConfigSet.Create(_arguments.AnalyzerConfigPaths.Select(path => AnalyzerConfig.Parse(File.ReadAllText(path), path)).ToList())));
        _driver = driver.RunGeneratorsAndUpdateCompilation(_compilation, out _generated, out _);
    }

    /// <summary>Compiles the project with other texts.</summary>
    /// <param name="texts">The texts by the full path of the file.</param>
    /// <param name="output">Where the assembly goes.</param>
    /// <returns>The first error; null when there is none.</returns>
    public string? Compile(IReadOnlyDictionary<string, string> texts, string output)
    {
        // What is generated mostly does not depend on what changed.
        if (Emit(With(_generated, texts), output) is null)
            return null;
        _driver.RunGeneratorsAndUpdateCompilation(With(_compilation, texts), out var whole, out _);
        return Emit(whole, output);
    }

    private Compilation With(Compilation compilation, IReadOnlyDictionary<string, string> texts)
    {
        foreach (var (path, text) in texts)
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == path), Parse(path, text));
        return compilation;
    }

    private string? Emit(Compilation compilation, string output)
    {
        using var file = File.Create(output);
        var result = compilation.Emit(file, options: _arguments.EmitOptions.WithDebugInformationFormat(DebugInformationFormat.Embedded), manifestResources: _arguments.ManifestResources);
        return result.Success ? null : result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToString();
    }

    private SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), _arguments.ParseOptions, path);

    private ImmutableArray<ISourceGenerator> Generators(string folder)
    {
        var loader = new MutantLoader();
        return [.. _arguments.AnalyzerReferences.SelectMany(reference =>
            new Microsoft.CodeAnalysis.Diagnostics.AnalyzerFileReference(Path.GetFullPath(reference.FilePath, folder), loader).GetGenerators(LanguageNames.CSharp))];
    }
}
