namespace Rhetenor.Data.Tests;

public sealed class InMemoryObjectStoreTests : ObjectStoreContractTests
{
    public override Task DisposeAsync() => Task.CompletedTask;

    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new InMemoryObjectStore());
}
