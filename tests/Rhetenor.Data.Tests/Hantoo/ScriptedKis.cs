using System.Globalization;
using System.Net;

namespace Rhetenor.Data.Tests.Hantoo;

/// <summary>A KIS small enough to see through: tokens one a minute, replies as they are queued, else a page of two rows.</summary>
internal sealed class ScriptedKis(TimeProvider clock) : SimulatedTransport(clock)
{
    public const string Token = "canarytoken", Minutes = "quotations/inquire-time";

    public const string Page =
        """
        {"output1":{"stck_prpr":"57300"},"output2":[
        {"stck_bsop_date":"20261116","stck_cntg_hour":"100100","stck_prpr":"92500","stck_oprc":"92400","stck_hgpr":"92600","stck_lwpr":"92300","cntg_vol":"1383","acml_tr_pbmn":"55858827400"},
        {"stck_bsop_date":"20261116","stck_cntg_hour":"100000","stck_prpr":"92400","stck_oprc":"92500","stck_hgpr":"92500","stck_lwpr":"92400","cntg_vol":"1564","acml_tr_pbmn":"55731000300"}],
        "rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."}
        """;

    private DateTimeOffset? _issued;

    /// <summary>Answers of data calls, in order; then <see cref="Always"/>.</summary>
    public Queue<SimulatedReply> Next { get; } = new();

    public SimulatedReply Always { get; set; } = Json(200, Page);

    /// <summary>In place of issuing tokens.</summary>
    public Func<SimulatedReply>? OnToken { get; set; }

    /// <summary>By how much this server's clock is ahead of the test's; null sends no Date.</summary>
    public TimeSpan? Ahead { get; set; } = TimeSpan.Zero;

    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Tokens issued so far.</summary>
    public int Issued { get; private set; }

    /// <summary>Tokens up to this number are refused.</summary>
    public int Expired { get; set; }

    public List<SimulatedRequest> Seen { get; } = [];

    public IEnumerable<RecordedRequest> TokenRequests => Requests.Where(request => request.Uri.AbsolutePath == "/oauth2/tokenP");

    public int DataRequests => Requests.Count - TokenRequests.Count();

    public static SimulatedReply Json(int status, string body) =>
        SimulatedReply.Text((HttpStatusCode)status, body, "application/json;charset=UTF-8");

    public static SimulatedReply Error(int status, string code, string message = "메시지") =>
        Json(status, $$"""{"rt_cd":"1","msg_cd":"{{code}}","msg1":"{{message}}"}""");

    protected override SimulatedReply Answer(SimulatedRequest request)
    {
        Seen.Add(request);
        var reply = request.Uri.AbsolutePath == "/oauth2/tokenP" ? OnToken?.Invoke() ?? Issue()
            : IsExpired(request) ? Error(500, "EGW00123", "기간이 만료된 token 입니다.")
            : Next.TryDequeue(out var next) ? next : Always;
        return Ahead is { } ahead ? reply.WithHeader("Date", (TimeProvider.GetUtcNow() + ahead).ToString("r", CultureInfo.InvariantCulture)) : reply;
    }

    private bool IsExpired(SimulatedRequest request) =>
        request.Headers.TryGetValue("authorization", out var token)
        && int.Parse(token[("Bearer " + Token).Length..], CultureInfo.InvariantCulture) <= Expired;

    private SimulatedReply Issue()
    {
        var now = TimeProvider.GetUtcNow();
        if (now - _issued < TimeSpan.FromMinutes(1))
            return Json(403, """{"error_code":"EGW00133","error_description":"접근토큰 발급 잠시 후 다시 시도하세요(1분당 1회)"}""");
        _issued = now;
        var expires = (now + (Ahead ?? TimeSpan.Zero) + TokenLife).ToOffset(KoreaTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return Json(200, $$"""{"access_token":"{{Token}}{{++Issued}}","access_token_token_expired":"{{expires}}","token_type":"Bearer","expires_in":86400}""");
    }
}
