namespace Rhetenor.Data.Tests;

public sealed class DirectoryObjectStoreTests : ObjectStoreContractTests
{
    private readonly TemporaryFolder _folder = new();

    public override Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    protected override Task<IObjectStore> CreateAsync() =>
        Task.FromResult<IObjectStore>(new DirectoryObjectStore(Path.Join(_folder.Path, "store")));
}
