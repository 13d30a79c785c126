namespace Rhetenor.Data.Tests;

/// <summary>The contract over the real client and a bucket behind its HTTP handler: runs everywhere.</summary>
public sealed class S3WireObjectStoreTests : ObjectStoreContractTests
{
    private readonly S3Wire _wire = new();

    public override Task DisposeAsync()
    {
        _wire.Dispose();
        return Task.CompletedTask;
    }

    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(WireStore.Over(_wire));
}
