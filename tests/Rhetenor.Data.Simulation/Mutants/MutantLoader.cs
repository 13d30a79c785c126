using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Rhetenor.Data.Simulation;

/// <summary>Loads source generators, with what they need from the folders they are in.</summary>
internal sealed class MutantLoader : IAnalyzerAssemblyLoader
{
    private readonly ConcurrentDictionary<string, string> _places = new(StringComparer.OrdinalIgnoreCase);

    public MutantLoader() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        _places.TryGetValue(name.Name!, out var path) ? context.LoadFromAssemblyPath(path) : null;

    public void AddDependencyLocation(string fullPath) => _places.TryAdd(Path.GetFileNameWithoutExtension(fullPath), fullPath);

    public Assembly LoadFromPath(string fullPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);
}
