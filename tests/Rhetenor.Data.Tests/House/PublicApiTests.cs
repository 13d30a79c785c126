namespace Rhetenor.Data.Tests.House;

/// <summary>The public surface is a text in the repository: every change of it shows in a diff, in words.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData(typeof(MasterDownloader))]
    [InlineData(typeof(KlineParquet))]
    [InlineData(typeof(SimulatedDws))]
    public void The_surface_is_the_approved_one(Type type)
    {
        var file = Path.Join("tests", "Rhetenor.Data.Tests", "House", $"{type.Assembly.GetName().Name}.approved.txt");
        var actual = PublicSurface.Of(type.Assembly);
        if (Environment.GetEnvironmentVariable("RHETENOR_APPROVE") == "1")
            File.WriteAllText(Path.Join(Repository.Root, file), actual);
        Assert.Equal(Repository.Read(file), actual);
    }
}
