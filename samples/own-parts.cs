#:project ../src/Rhetenor.Data.Testing/Rhetenor.Data.Testing.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// Parts of your own: a store, an S3 client and a transport: dotnet run samples/own-parts.cs
// A day of simulated minutes is logged through them, read back and verified. docs/EXTENDING.md says what callers rely on.
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Rhetenor.Data;
using Rhetenor.Data.Testing;

var day = new DateOnly(2026, 11, 20);
string[] symbols = ["005930", "000660"];
var clock = VirtualClock.AtKorea(day, new TimeOnly(20, 30));
var kis = new SimulatedKis(timeProvider: clock);
var expected = symbols.Sum(symbol => kis.Truth.FinalBars(Venue.Krx, day, symbol).Count);
using var bucket = new MemoryBucket();
var isRight = true;
foreach (var (name, store) in new (string, IObjectStore)[] { ("own store", new SortedStore()), ("own S3 client", new S3ObjectStore(bucket, new S3ObjectStoreOptions { Bucket = "minutes" }, clock)) })
{
    // A client for each store, with a transport that notes what it sends. KIS's simulator is a transport too.
    var transport = new Recorder(kis);
    var client = new HantooClient(new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), transport, timeProvider: clock);
    var logger = new HantooKlineLogger(symbols, store, client, timeProvider: clock);
    var report = await clock.RunAsync(() => logger.CatchUpAsync(day));
    var again = await clock.RunAsync(() => logger.CatchUpAsync(day));
    var archive = new KlineArchive(store);
    var history = await archive.LoadAsync(KlineQuery.Day(day));
    var verdict = (await archive.VerifyAsync()).Verdict;
    Console.WriteLine($"{name}: {report.NewBars} bars logged, then {again.NewBars}; {history.BarCount} of {expected} read back, {verdict}");
    foreach (var (path, count) in transport.Paths.CountBy(path => path))
        Console.WriteLine($"    own transport: {count} × {path}");
    isRight &= report.NewBars == expected && again.NewBars == 0 && history.BarCount == expected && verdict == StoreVerdict.Sound;
}

Console.WriteLine($"{bucket.Puts} PUT, {bucket.Gets} GET, {bucket.Lists} LIST in the bucket");
return isRight ? 0 : 1;

/// <summary>A store that keeps objects in memory, in the order of their keys' UTF-8 bytes.</summary>
internal sealed class SortedStore : IObjectStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, byte[]> _objects = new(ByteOrder.Comparer);

    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return Task.FromResult<Stream?>(_objects.TryGetValue(key, out var body) ? new MemoryStream(body, writable: false) : null);
    }

    public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return Task.FromResult(_objects.TryAdd(key, body.ToArray()) ? PutOutcome.Created : PutOutcome.AlreadyExists);
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<ObjectInfo> found;
        lock (_gate)
            found = [.. _objects.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => new ObjectInfo(entry.Key, entry.Value.Length))];
        await Task.CompletedTask;
        foreach (var one in found)
            yield return one;
    }
}

/// <summary>An S3 client that keeps the objects of one bucket in memory and counts requests. Other requests would go to an address that does not exist.</summary>
internal sealed class MemoryBucket() : AmazonS3Client(new AnonymousAWSCredentials(), new AmazonS3Config { ServiceURL = "https://bucket.invalid" })
{
    private readonly SortedDictionary<string, PutObjectRequest> _objects = new(ByteOrder.Comparer);
    private readonly Lock _gate = new();

    public int Puts { get; private set; }

    public int Gets { get; private set; }

    public int Lists { get; private set; }

    public override async Task<PutObjectResponse> PutObjectAsync(PutObjectRequest request, CancellationToken cancellationToken = default)
    {
        var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body, cancellationToken);
        request.InputStream = body;
        lock (_gate)
        {
            Puts++;
            // The condition If-None-Match: *
            if (!_objects.TryAdd(request.Key, request))
                throw new AmazonS3Exception("The key exists.") { ErrorCode = "PreconditionFailed", StatusCode = HttpStatusCode.PreconditionFailed };
        }

        return new PutObjectResponse { ETag = "\"1\"", HttpStatusCode = HttpStatusCode.OK };
    }

    public override Task<GetObjectResponse> GetObjectAsync(GetObjectRequest request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Gets++;
            if (!_objects.TryGetValue(request.Key, out var stored))
                throw new AmazonS3Exception("There is no such key.") { ErrorCode = "NoSuchKey", StatusCode = HttpStatusCode.NotFound };
            var body = ((MemoryStream)stored.InputStream).ToArray();
            var response = new GetObjectResponse { ETag = "\"1\"", ResponseStream = new MemoryStream(body), ContentLength = body.Length };
            response.Metadata["sha256"] = stored.Metadata["sha256"];
            return Task.FromResult(response);
        }
    }

    public override Task<ListObjectsV2Response> ListObjectsV2Async(ListObjectsV2Request request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Lists++;
            return Task.FromResult(new ListObjectsV2Response
            {
                IsTruncated = false,
                S3Objects = [.. _objects.Where(entry => entry.Key.StartsWith(request.Prefix, StringComparison.Ordinal)).Select(entry => new S3Object { Key = entry.Key, Size = entry.Value.InputStream.Length })],
            });
        }
    }
}

/// <summary>A transport that notes the path of each request and sends it by another one. Headers and bodies contain secrets, and are not noted.</summary>
internal sealed class Recorder(IHttpTransport inner) : IHttpTransport
{
    private readonly Lock _gate = new();

    public List<string> Paths { get; } = [];

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            Paths.Add(request.RequestUri!.AbsolutePath);
        return inner.SendAsync(request, cancellationToken);
    }
}

/// <summary>The order of keys: that of their UTF-8 bytes.</summary>
internal static class ByteOrder
{
    public static Comparer<string> Comparer { get; } = Comparer<string>.Create((one, other) => System.Text.Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(other)));
}
