using Amazon.Runtime;
using Amazon.S3;

namespace Rhetenor.Data.Tests;

/// <summary>The real client over real sockets that break.</summary>
public sealed class S3LoopbackTests
{
    private static readonly BasicAWSCredentials Credentials = new(WireStore.AccessKey, WireStore.SecretKey);

    public static TheoryData<bool, Ending, bool, bool> Breaks()
    {
        var data = new TheoryData<bool, Ending, bool, bool>();
        foreach (var stored in (bool[])[true, false])
        {
            foreach (var ending in (Ending[])[Ending.Closed, Ending.Reset, Ending.HalfHeader, Ending.ServerError])
            {
                foreach (var resending in (bool[])[false, true])
                {
                    data.Add(stored, ending, resending, false);
                    data.Add(stored, ending, resending, true);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task D18_D19_a_write_over_a_breaking_connection_ends_as_one_own_object(
        bool stored, Ending ending, bool resendingClient, bool warmConnection)
    {
        await using var server = new LoopbackS3();
        using var client = Client(server, resendingClient);
        using var store = new S3ObjectStore(client, server.Options);
        if (warmConnection)
            Assert.Null(await store.OpenReadAsync("warm"));
        server.Script.Enqueue((stored, ending));

        Assert.Equal(CommitOutcome.Committed, await store.CommitAsync("k", "mine".Bytes(), server.Options.Retry));
        Assert.Equal("mine".Bytes(), Assert.Single(server.Objects).Value);
        Assert.Equal(2, server.Requests.Count(method => method == "PUT"));
    }

    [Fact]
    public async Task D19_the_client_made_here_sends_once_and_one_with_defaults_resends_behind_the_back()
    {
        await using var server = new LoopbackS3();
        var once = server.Options with { Retry = new RetryOptions { MaxAttempts = 1 } };
        using var own = S3ObjectStore.Create(once, Credentials);
        server.Script.Enqueue((Effect: true, Ending.Closed));
        Assert.Equal(PutOutcome.Unknown, await own.PutIfAbsentAsync("a", "x".Bytes()));
        Assert.Single(server.Requests);

        using var client = Client(server, resending: true);
        using var callers = new S3ObjectStore(client, once);
        server.Script.Enqueue((Effect: true, Ending.Closed));
        Assert.Equal(PutOutcome.AlreadyExists, await callers.PutIfAbsentAsync("b", "x".Bytes()));
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData(Ending.Closed)]
    [InlineData(Ending.Reset)]
    [InlineData(Ending.HalfHeader)]
    [InlineData(Ending.HeaderOnly)]
    [InlineData(Ending.HalfBody)]
    public async Task D10_a_read_over_a_breaking_connection_is_repeated_whole(Ending ending)
    {
        await using var server = new LoopbackS3();
        server.Objects["k"] = "0123456789".Bytes();
        using var store = S3ObjectStore.Create(server.Options, Credentials);
        server.Script.Enqueue((Effect: true, ending));
        server.Script.Enqueue((Effect: true, ending));
        Assert.Equal("0123456789".Bytes(), await store.GetAsync("k"));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task D10_a_body_that_is_always_cut_is_corrupt()
    {
        await using var server = new LoopbackS3();
        server.Objects["k"] = "0123456789".Bytes();
        using var store = S3ObjectStore.Create(server.Options, Credentials);
        for (var i = 0; i < 5; i++)
            server.Script.Enqueue((Effect: true, Ending.HalfBody));
        await store.GetAsync("k").FailsAsync(ObjectStoreError.Corrupt);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_typed()
    {
        S3ObjectStoreOptions options;
        await using (var server = new LoopbackS3())
            options = server.Options;
        using var store = S3ObjectStore.Create(options, Credentials);
        await store.PutIfAbsentAsync("k", default).FailsAsync(ObjectStoreError.Unavailable);
        await store.OpenReadAsync("k").FailsAsync(ObjectStoreError.Unavailable);
    }

    private static AmazonS3Client Client(LoopbackS3 server, bool resending)
    {
        var config = S3ObjectStoreClient.Configure(server.Options);
        if (resending)
        {
            var defaults = new AmazonS3Config();
            config.MaxErrorRetry = 2;
            config.MaxStaleConnectionRetries = defaults.MaxStaleConnectionRetries;
        }

        return new AmazonS3Client(Credentials, config);
    }
}
