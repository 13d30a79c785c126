using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using System.Xml.Linq;

namespace Rhetenor.Data.Tests;

/// <summary>One request as it came over the wire.</summary>
internal sealed record WireRequest(
    HttpMethod Method, string Key, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>Answers one request: by serving it or not, and then truthfully or not.</summary>
internal delegate Task<HttpResponseMessage> WireFault(
    WireRequest request, Func<HttpResponseMessage> serve, CancellationToken cancellationToken);

/// <summary>A bucket behind the real client's HTTP handler, with a script of faults for the next requests.</summary>
internal sealed class S3Wire : HttpMessageHandler
{
    public const string Bucket = "rhetenor";

    public ConcurrentDictionary<string, (byte[] Body, string? Hash)> Objects { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<WireRequest> Requests { get; } = new();

    public ConcurrentQueue<WireFault> Faults { get; } = new();

    /// <summary>Applied when the script is empty.</summary>
    public WireFault? Always { get; set; }

    public bool IgnoresCondition { get; init; }

    public bool IgnoresRange { get; init; }

    public bool OpaqueTags { get; init; }

    public bool HasTags { get; init; } = true;

    public int PageSize { get; init; } = 1000;

    public static HttpResponseMessage Error(int status, string code, string message = "m") =>
        Xml(status, new XElement("Error", new XElement("Code", code), new XElement("Message", message)));

    public static HttpResponseMessage Text(int status, string body, string type = "text/html") =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };

    public int Count(HttpMethod method) => Requests.Count(request => request.Method == method);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var received = await ReceiveAsync(request);
        Requests.Enqueue(received);
        var fault = Faults.TryDequeue(out var next) ? next : Always;
        var response = fault is null ? Serve(received) : await fault(received, () => Serve(received), cancellationToken);
        response.RequestMessage = request;
        return response;
    }

    private static async Task<WireRequest> ReceiveAsync(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath[1..];
        var key = path.Length > Bucket.Length ? Uri.UnescapeDataString(path[(Bucket.Length + 1)..]) : "";
        var query = HttpUtility.ParseQueryString(request.RequestUri.Query);
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>());
        return new WireRequest(
            request.Method,
            key,
            query.AllKeys.OfType<string>().ToDictionary(name => name, name => query[name]!),
            headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase),
            request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(CancellationToken.None));
    }

    private static HttpResponseMessage Xml(int status, XElement body) => Text(status, body.ToString(), "application/xml");

    private HttpResponseMessage Serve(WireRequest request) =>
        request.Method == HttpMethod.Put ? Put(request) : request.Method == HttpMethod.Delete ? Delete(request) : request.Key.Length == 0 ? List(request) : Get(request);

    private HttpResponseMessage Put(WireRequest request)
    {
        var stored = (request.Body, request.Headers.GetValueOrDefault("x-amz-meta-sha256"));
        if (IgnoresCondition || !request.Headers.ContainsKey("If-None-Match"))
            Objects[request.Key] = stored;
        else if (!Objects.TryAdd(request.Key, stored))
            return Error(412, "PreconditionFailed");
        return WithTag(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) }, request.Body);
    }

    private HttpResponseMessage Delete(WireRequest request)
    {
        Objects.TryRemove(request.Key, out _);
        return new HttpResponseMessage(HttpStatusCode.NoContent) { Content = new ByteArrayContent([]) };
    }

    private HttpResponseMessage Get(WireRequest request)
    {
        if (!Objects.TryGetValue(request.Key, out var stored))
            return Error(404, "NoSuchKey");
        if (!IgnoresRange && request.Headers.TryGetValue("Range", out var range))
            return Part(stored.Body, RangeHeaderValue.Parse(range).Ranges.Single());
        var response = WithTag(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(stored.Body) }, stored.Body);
        if (stored.Hash is not null)
            response.Headers.TryAddWithoutValidation("x-amz-meta-sha256", stored.Hash);
        return response;
    }

    private static HttpResponseMessage Part(byte[] body, RangeItemHeaderValue range)
    {
        if (range.From >= body.Length)
            return Error(416, "InvalidRange");
        var (from, to) = ((int)range.From!, (int)Math.Min(range.To!.Value, body.Length - 1));
        var content = new ByteArrayContent(body[from..(to + 1)]);
        content.Headers.ContentRange = new(from, to, body.Length);
        return new(HttpStatusCode.PartialContent) { Content = content };
    }

    private HttpResponseMessage List(WireRequest request)
    {
        var after = request.Query.TryGetValue("continuation-token", out var token) ? Convert.FromBase64String(token) : [];
        var keys = Objects.Keys
            .Where(key => key.StartsWith(request.Query.GetValueOrDefault("prefix", ""), StringComparison.Ordinal))
            .Select(Encoding.UTF8.GetBytes)
            .Where(key => key.AsSpan().SequenceCompareTo(after) > 0)
            .ToList();
        keys.Sort(static (a, b) => a.AsSpan().SequenceCompareTo(b));
        var page = keys.Take(PageSize).ToList();
        return Xml(200, new XElement(
            "ListBucketResult",
            new XElement("Name", Bucket),
            new XElement("IsTruncated", keys.Count > PageSize ? "true" : "false"),
            keys.Count > PageSize ? new XElement("NextContinuationToken", Convert.ToBase64String(page[^1])) : null,
            page.Select(key => Encoding.UTF8.GetString(key)).Select(key => new XElement(
                "Contents", new XElement("Key", key), new XElement("Size", Objects[key].Body.Length)))));
    }

    // The client compares the content with an ETag that looks like an MD5, and lets others pass.
    private HttpResponseMessage WithTag(HttpResponseMessage response, byte[] body)
    {
        if (!HasTags)
            return response;
#pragma warning disable CA5351 // S3 defines its ETag as an MD5, and a stand-in must answer as S3 does; nothing here is protected by it.
        response.Headers.TryAddWithoutValidation("ETag", OpaqueTags ? "\"opaque-1\"" : $"\"{Convert.ToHexStringLower(MD5.HashData(body))}\"");
#pragma warning restore CA5351
        return response;
    }
}
