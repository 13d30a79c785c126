using System.Security.Authentication;

namespace Rhetenor.Data.Tests;

public sealed class S3ErrorCodeTests : IDisposable
{
    private readonly S3Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    [Theory]
    [InlineData("D7", 404, "NoSuchBucket", ObjectStoreError.NoSuchBucket)]
    [InlineData("D7", 301, "PermanentRedirect", ObjectStoreError.NoSuchBucket)]
    [InlineData("D7", 301, "", ObjectStoreError.NoSuchBucket)]
    [InlineData("D7", 307, "TemporaryRedirect", ObjectStoreError.NoSuchBucket)]
    [InlineData("D7", 400, "AuthorizationHeaderMalformed", ObjectStoreError.NoSuchBucket)]
    [InlineData("D23", 507, "", ObjectStoreError.OutOfSpace)]
    [InlineData("D23", 403, "QuotaExceeded", ObjectStoreError.OutOfSpace)]
    [InlineData("D23", 507, "XMinioStorageFull", ObjectStoreError.OutOfSpace)]
    [InlineData("D23", 400, "EntityTooLarge", ObjectStoreError.TooLarge)]
    [InlineData("D23", 413, "", ObjectStoreError.TooLarge)]
    [InlineData("D24", 400, "ExpiredToken", ObjectStoreError.AccessDenied)]
    [InlineData("D24", 403, "InvalidAccessKeyId", ObjectStoreError.AccessDenied)]
    [InlineData("D24", 403, "SignatureDoesNotMatch", ObjectStoreError.AccessDenied)]
    [InlineData("D24", 401, "", ObjectStoreError.AccessDenied)]
    [InlineData("D24", 403, "AccessDenied", ObjectStoreError.AccessDenied)]
    [InlineData("D25", 403, "RequestTimeTooSkewed", ObjectStoreError.ClockSkew, "this machine's clock is wrong")]
    [InlineData("J9", 400, "KeyTooLongError", ObjectStoreError.InvalidKey)]
    public async Task D7_D23_D24_D25_refusals_are_typed_at_once_and_write_nothing(
        string row, int status, string code, ObjectStoreError expected, string words = "")
    {
        _wire.Always = WireFaults.Reply(status, code);
        var store = WireStore.Over(_wire);
        var refused = await store.PutIfAbsentAsync("k", "x".Bytes()).FailsAsync(expected, words);
        Assert.Equal("k", refused.Key);
        await store.GetAsync("k").FailsAsync(expected, words);
        await store.KeysAsync("p").FailsAsync(expected, words);
        Assert.True(_wire.Requests.Count == 3, $"{row}: {_wire.Requests.Count} requests");
        Assert.Empty(_wire.Objects);
    }

    [Fact]
    public async Task D24_an_expired_token_renewed_by_the_caller_resumes_safely()
    {
        _wire.Faults.Enqueue(WireFaults.Reply(400, "ExpiredToken"));
        var store = WireStore.Over(_wire);
        await store.PutIfAbsentAsync("k", "x".Bytes()).FailsAsync(ObjectStoreError.AccessDenied);
        Assert.Equal(PutOutcome.Created, await store.PutIfAbsentAsync("k", "x".Bytes()));
        Assert.Single(_wire.Objects);
    }

    [Fact]
    public async Task An_untrusted_certificate_is_typed_at_once()
    {
        _wire.Always = (_, _, _) => throw new HttpRequestException(
            HttpRequestError.SecureConnectionError, "tls", new AuthenticationException());
        await WireStore.Over(_wire).GetAsync("k").FailsAsync(ObjectStoreError.Unavailable);
        Assert.Single(_wire.Requests);
    }

    [Fact]
    public async Task A_refusal_nobody_knows_is_typed_and_its_code_shown_only_when_it_is_a_word()
    {
        _wire.Faults.Enqueue(WireFaults.Reply(418, "TeapotRefused"));
        _wire.Faults.Enqueue(WireFaults.Reply(418, "two\r\nwords"));
        var store = WireStore.Over(_wire);
        Assert.Contains("418 TeapotRefused", (await store.GetAsync("k").FailsAsync(ObjectStoreError.Unavailable, "the request was refused")).Message, StringComparison.Ordinal);
        Assert.Contains("418 (no code)", (await store.GetAsync("k").FailsAsync(ObjectStoreError.Unavailable, "the request was refused")).Message, StringComparison.Ordinal);
    }
}
