using Microsoft.Extensions.DependencyInjection;

namespace Rhetenor.Data.Tests.Options;

/// <summary>The switch is the process's, so nothing else runs meanwhile.</summary>
[Collection(nameof(QuietPool))]
public sealed class S3SwitchTests
{
    private const string Switch = "Rhetenor.Data.S3";
    private static readonly RhetenorDataOptions Bucket = new() { S3 = new S3ObjectStoreOptions { Bucket = "bars", Endpoint = new Uri("https://s3.example") } };

    [Fact]
    public void A_program_without_S3_support_says_so_and_uses_folders()
    {
        AppContext.SetSwitch(Switch, false);
        try
        {
            Assert.Contains(Switch, Assert.Throws<InvalidOperationException>(() => Store(Bucket)).Message, StringComparison.Ordinal);
            Assert.IsType<DirectoryObjectStore>(Store(new() { Folder = "bars" }));
        }
        finally
        {
            AppContext.SetSwitch(Switch, true);
        }

        Assert.IsType<S3ObjectStore>(Store(Bucket));
    }

    private static IObjectStore Store(RhetenorDataOptions options)
    {
        using var provider = new ServiceCollection()
            .AddSingleton(new HantooCredentials("key", "secret")).AddRhetenorData(options).BuildServiceProvider();
        return provider.GetRequiredService<IObjectStore>();
    }
}
