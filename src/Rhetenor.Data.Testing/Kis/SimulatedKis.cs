using System.Globalization;
using System.Net;

namespace Rhetenor.Data.Testing;

/// <summary>Simulates the KIS Open API on any host, by its clock: tokens, today's and dated minute charts, daily
/// charts, quotes of several symbols, charts of indexes, lists of corporate actions, and holidays.</summary>
/// <remarks>
/// The project's <c>docs/SIMULATOR.md</c> describes what it simulates, how certain that is, and what it does not simulate. Any
/// other path is answered with 404. A request that meets a scripted fault counts like any other, and its effects have happened.
/// </remarks>
public sealed class SimulatedKis : SimulatedTransport
{
    private readonly Lock _counts = new();
    private readonly List<KisCall> _calls = [];
    private readonly Dictionary<(string, DateOnly, DateOnly), int> _ksdPages = [];
    private readonly ChartWriter _writer = new();
    private readonly KisKeys _keys;

    /// <summary>Creates a server.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="timeProvider">The clock that determines what has happened; null for the system's.</param>
    public SimulatedKis(SimulatedKisOptions? options = null, TimeProvider? timeProvider = null)
        : base(timeProvider)
    {
        Options = options ?? new SimulatedKisOptions();
        _keys = new KisKeys(Options);
    }

    /// <summary>Gets the options of the server.</summary>
    public SimulatedKisOptions Options { get; }

    /// <summary>Gets the market that it answers from.</summary>
    public KisTruth Truth => Options.Truth;

    /// <summary>Gets the requests so far, in the order of arrival, without secrets.</summary>
    public IReadOnlyList<KisCall> Calls
    {
        get
        {
            lock (_counts)
                return [.. _calls];
        }
    }

    /// <summary>Gets the number of requests refused because of the limit per second.</summary>
    public int RefusedByLimit { get; private set; }

    /// <summary>Gets the number of tokens issued, including repeated issues of the same token.</summary>
    public int TokenIssues => _keys.All.Sum(key => key.Tokens.Issues);

    /// <summary>Gets the maximum number of requests of one app key in any one-second window.</summary>
    public int MostInASecond => _keys.All.Max(key => key.Limit.Most);

    /// <summary>Counts the requests with a <c>tr_id</c>, including refused ones.</summary>
    public int CallsOf(string trId)
    {
        lock (_counts)
            return _calls.Count(call => call.TrId == trId);
    }

    /// <summary>Forgets the requests and <see cref="Calls"/> so far.</summary>
    public override void ForgetRequests()
    {
        base.ForgetRequests();
        lock (_counts)
            _calls.Clear();
    }

    /// <summary>Expires every token now. The next call with one is refused with EGW00123.</summary>
    public void ExpireTokens()
    {
        foreach (var key in _keys.All)
            key.Tokens.ExpireAll();
    }

    /// <summary>Expires every approval key of WebSocket connections. A registration with one is refused with OPSP0011.</summary>
    public void ExpireApprovals()
    {
        foreach (var key in _keys.All)
            key.Tokens.ExpireApprovals();
    }

    internal TimeProvider Clock => TimeProvider;

    /// <summary>Returns the number of the app key of an approval key that is valid now; null for any other text.</summary>
    internal int? KeyOfApproval(string approval) =>
        _keys.OfApproval(approval) is { } key && !IsSuspended(key.Number, Now) ? key.Number : null;

    internal bool IsSuspended(int key, DateTimeOffset now) => Options.Suspensions.Any(suspension => suspension.IsOn(key, now));

    private DateTimeOffset Now => (TimeProvider.GetUtcNow() + Options.ClockSkew).ToOffset(KoreaTime.Offset);

    /// <inheritdoc/>
    protected override SimulatedReply Answer(SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = Now;
        var query = new KisQuery(request);
        var key = _keys.Of(query);
        var (reply, code) = Serve(query, key, now);
        lock (_counts)
        {
            _calls.Add(new KisCall(now, query.Path, query.Header("tr_id"), code)
            {
                Key = key.Number,
                Venue = query["FID_COND_MRKT_DIV_CODE"],
                Symbol = query["FID_INPUT_ISCD"] is { Length: > 0 } symbol ? symbol : query["FID_INPUT_ISCD_1"],
                Date = query["FID_INPUT_DATE_1"] is { Length: > 0 } date ? date : query["BASS_DT"] is { Length: > 0 } first ? first : query["F_DT"],
                Cursor = query["FID_INPUT_HOUR_1"],
            });
        }

        reply = reply.WithHeader("Date", now.ToString("R", CultureInfo.InvariantCulture));
        return Options.Latency > TimeSpan.Zero ? reply with { Delivery = reply.Delivery with { Latency = Options.Latency } } : reply;
    }

    private (SimulatedReply Reply, string Code) Serve(KisQuery query, KisKeyState key, DateTimeOffset now)
    {
        if (Options.Maintenance.FirstOrDefault(window => window.From <= now && now < window.To) is { } maintenance)
            return (HttpFault.Html200().Apply(new SimulatedReply()) with { StatusCode = (HttpStatusCode)maintenance.StatusCode }, "maintenance");
        if (Options.Suspensions.FirstOrDefault(suspension => suspension.IsOn(key.Number, now)) is { } suspended)
            return (query.Request.Method == HttpMethod.Post ? KisErrors.Token(suspended.Code) : KisErrors.Call(suspended.Code), suspended.Code);
        if (!key.Limit.Admits(now))
            return (KisErrors.Call("EGW00201", status: RefusalStatus(++RefusedByLimit)), "EGW00201");
        if (query.Request.Method == HttpMethod.Post)
        {
            return query.Path switch
            {
                "/oauth2/tokenP" => key.Tokens.Issue(query.Request, now),
                "/oauth2/Approval" => key.Tokens.Approve(query.Request),
                "/oauth2/revokeP" => key.Tokens.Revoke(query.Request),
                _ => NotFound(),
            };
        }

        if (query.Request.Method != HttpMethod.Get || KisService.Find(query.Path) is not { } service)
            return NotFound();
        if (key.Gate.Refuses(service, query, now) is var (code, detail))
            return (KisErrors.Call(code, detail), code);
        if (KisService.Ksd.Contains(service))
            return Ksd(service, query, now);
        if (service == KisService.Quotes)
            return (KisErrors.Json(HttpStatusCode.OK, new QuoteList(Truth).Page(query, now)), "MCA00000");
        if (service == KisService.IndexDaily || service == KisService.IndexMinutes)
            return Index(service, query, now);
        return service == KisService.Holidays ? Holidays(query, now) : service == KisService.Daily ? Daily(query, now) : Chart(service, query, now);
    }

    private (SimulatedReply Reply, string Code) Daily(KisQuery query, DateTimeOffset now)
    {
        if (!Venue.TryParse(query["FID_COND_MRKT_DIV_CODE"], out var venue))
            return Refused("OPSQ2001", " [FID_COND_MRKT_DIV_CODE]");
        return query.Date("FID_INPUT_DATE_1") is { } from && query.Date("FID_INPUT_DATE_2") is { } to
            ? (KisErrors.Json(HttpStatusCode.OK, new DailyChart(Truth).Page(venue, query["FID_INPUT_ISCD"], from, to, query["FID_ORG_ADJ_PRC"] == "0", now)), "MCA00000")
            : Refused("OPSQ2002", " [FID_INPUT_DATE_1]");
    }

    private (SimulatedReply Reply, string Code) Index(KisService service, KisQuery query, DateTimeOffset now)
    {
        if (query["FID_COND_MRKT_DIV_CODE"] != "U")
            return Refused("OPSQ2001", " [FID_COND_MRKT_DIV_CODE]");
        var chart = new IndexChart(Truth);
        if (service == KisService.IndexMinutes)
            return (KisErrors.Json(HttpStatusCode.OK, chart.Minutes(query["FID_INPUT_ISCD"], query["FID_PW_DATA_INCU_YN"] == "Y", now)), "MCA00000");
        return query.Date("FID_INPUT_DATE_1") is { } from && query.Date("FID_INPUT_DATE_2") is { } to
            ? (KisErrors.Json(HttpStatusCode.OK, chart.Days(query["FID_INPUT_ISCD"], from, to, now)), "MCA00000")
            : Refused("OPSQ2002", " [FID_INPUT_DATE_1]");
    }

    private (SimulatedReply Reply, string Code) Ksd(KisService service, KisQuery query, DateTimeOffset now)
    {
        if (query.Date("F_DT") is not { } from || query.Date("T_DT") is not { } to)
            return Refused("OPSQ2002", " [F_DT]");

        // The next page follows the one before, of the same list and range.
        var list = (service.Path, from, to);
        lock (_counts)
            _ksdPages[list] = query.Header("tr_cont") == "N" ? _ksdPages.GetValueOrDefault(list) + 1 : 0;
        return (new KsdLists(Truth).Page(service, query["SHT_CD"], from, to, _ksdPages[list], now), "MCA00000");
    }

    private (SimulatedReply Reply, string Code) Holidays(KisQuery query, DateTimeOffset now) => query.Date("BASS_DT") is { } from
        ? new HolidayTable(Truth).Page(from, query["CTX_AREA_NK"], now)
        : Refused("OPSQ2002", " [BASS_DT]");

    private (SimulatedReply Reply, string Code) Chart(KisService service, KisQuery query, DateTimeOffset now)
    {
        if (!Venue.TryParse(query["FID_COND_MRKT_DIV_CODE"], out var venue))
            return Refused("OPSQ2001", " [FID_COND_MRKT_DIV_CODE]");
        if (query.Minute("FID_INPUT_HOUR_1") is not { } cursor)
            return Refused("OPSQ2002", " [FID_INPUT_HOUR_1]");
        var symbol = query["FID_INPUT_ISCD"];
        var runOn = query["FID_PW_DATA_INCU_YN"] == "Y";
        if (service == KisService.Today)
        {
            // An empty time and midnight request the newest rows.
            var latest = query["FID_INPUT_HOUR_1"] is "" or "000000";
            return Rows(venue, symbol, new TodayChart(Truth, Options.TodayRows).Page(venue, symbol, latest ? null : cursor, runOn, now), now);
        }

        return query.Date("FID_INPUT_DATE_1") is { } date
            ? Rows(venue, symbol, new DatedChart(Truth, Options).Page(venue, symbol, date, cursor, runOn, now), now)
            : Refused("OPSQ2002", " [FID_INPUT_DATE_1]");
    }

    private (SimulatedReply Reply, string Code) Rows(Venue venue, string symbol, List<ChartRow> rows, DateTimeOffset now) =>
        (KisErrors.Json(HttpStatusCode.OK, _writer.Write(ChartQuote.At(Truth, venue, symbol, now), rows)).WithHeader("tr_cont", ""), "MCA00000");

    private static (SimulatedReply Reply, string Code) Refused(string code, string detail) => (KisErrors.Call(code, detail), code);

    private static (SimulatedReply Reply, string Code) NotFound() => (SimulatedReply.Text(HttpStatusCode.NotFound, "Not Found"), "404");

    private int RefusalStatus(int number) => Options.RefusalForm switch
    {
        KisRefusalForm.ServerError => 500,
        KisRefusalForm.OkBody => 200,
        _ => number % 2 == 1 ? 500 : 200,
    };
}
