using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using PublicApiGenerator;

namespace Rhetenor.Data.Tests.House;

/// <summary>The public surface is a text in the repository: every change of it shows in a diff, as C#.</summary>
public sealed class PublicApiTests
{
    // Types are known by their names alone.
    private const string Namespaces = @"\b(?<!namespace )(?:(?:System|Microsoft|Amazon)\.(?:\w+\.)*|Rhetenor\.Data\.)";

    // Numbered by the compiler, or of no meaning to a caller.
    private static readonly string[] Left = [typeof(AsyncIteratorStateMachineAttribute).FullName!, typeof(EnumeratorCancellationAttribute).FullName!];

    [Theory]
    [InlineData(typeof(MasterDownloader))]
    [InlineData(typeof(KlineParquet))]
    [InlineData(typeof(SimulatedDws))]
    public void The_surface_is_the_approved_one(Type type)
    {
        var file = Path.Join("tests", "Rhetenor.Data.Tests", "House", $"{type.Assembly.GetName().Name}.approved.txt");
        var surface = type.Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false, ExcludeAttributes = Left });
        var actual = Regex.Replace(surface.ReplaceLineEndings("\n"), Namespaces, "") + "\n";
        if (Environment.GetEnvironmentVariable("RHETENOR_APPROVE") == "1")
            File.WriteAllText(Path.Join(Repository.Root, file), actual);
        Assert.Equal(Repository.Read(file), actual);
    }
}
