using System.Globalization;
using System.Net;

namespace Rhetenor.Data.Simulation;

/// <summary>The broker as one process sees it, with everything that goes wrong between the two.</summary>
internal sealed class ProcessTransport(Broker broker, SimulatedProcess process, Scheduler scheduler) : IHttpTransport
{
    private readonly Queue<long> _sent = new();
    private readonly FalsePages _pages = new(broker, scheduler);
    private readonly FalseQuotes _quotes = new(broker, scheduler);

    /// <summary>Calls that one second may hold.</summary>
    public int Limit { get; init; } = 18;

    private SimulationRandom Random => scheduler.Random;

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        CountCall();
        var query = request.RequestUri!.PathAndQuery;
        var isToken = query.StartsWith("/oauth2", StringComparison.Ordinal);
        var isCalendar = query.Contains("chk-holiday", StringComparison.Ordinal);
        var isDaily = query.Contains("inquire-daily-itemchartprice", StringComparison.Ordinal);
        var isQuotes = query.Contains("intstock-multprice", StringComparison.Ordinal);
        var name = isToken ? "token" : isCalendar ? "holidays" : isQuotes ? "quotes" : isDaily ? $"daily {Value(query, "FID_INPUT_ISCD")}" : $"page {Value(query, "FID_INPUT_ISCD")} {Value(query, "FID_INPUT_HOUR_1")}";
        await scheduler.StepAsync(process, "kis> " + name);
        cancellationToken.ThrowIfCancellationRequested();
        var fault = broker.Outages.IsNow ? BrokerFault.NoConnection
            : Random.Chance(broker.Faults.Http) ? BrokerFaults.Draw(Random, broker.Faults.IsCalm, broker.HasFalseRows)
            : broker.HasFalseRows && Random.Chance(broker.Faults.Empty) ? BrokerFault.Empty
            : BrokerFault.None;
        if (isCalendar && fault >= BrokerFault.Empty)
            fault = broker.Faults.IsCalm ? BrokerFault.None : BrokerFault.FalseHolidays;
        if (fault != BrokerFault.None)
            scheduler.Trace.Add(scheduler.Now, process.Name, $"fault {fault}");
        if (fault == BrokerFault.NoConnection)
            throw new HttpRequestException(HttpRequestError.ConnectionError, "no connection");
        if (fault == BrokerFault.Silence)
            await SilenceAsync(cancellationToken);
        var (status, body) = isToken ? Token() : (HttpStatusCode.OK, isCalendar ? broker.Holidays.Answer(fault, Date(query, "BASS_DT")) : isQuotes ? _quotes.Answer(fault, Symbols(query)) : isDaily ? Daily(query, fault) : Page(query, fault));
        if (BrokerFaults.Error(fault) is { } error)
            (status, body) = error;
        var date = scheduler.Instant;
        await scheduler.StepAsync(process, "kis< " + name);
        cancellationToken.ThrowIfCancellationRequested();
        if (fault == BrokerFault.Reset)
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset");
        if (fault == BrokerFault.BrokenJson)
            body = body[..Random.Between(1, body.Length - 1)];
        var reply = BrokerReplies.Of(status, body, date);
        if (fault == BrokerFault.CutShort)
            reply.Content.Headers.ContentLength = body.Length + 100;
        return reply;
    }

    private (HttpStatusCode Status, byte[] Body) Token() => broker.IssueToken() is { } token
        ? (HttpStatusCode.OK, BrokerReplies.Token(token, scheduler.Instant.AddHours(24)))
        : (HttpStatusCode.Forbidden, BrokerReplies.Error("EGW00133"));

    private byte[] Page(string query, BrokerFault fault) => _pages.Answer(
        fault, Symbol(query), query.Contains("FID_INPUT_DATE_1", StringComparison.Ordinal) ? Date(query, "FID_INPUT_DATE_1") : KoreaTime.DateOf(scheduler.Instant), TimeOnly.ParseExact(Value(query, "FID_INPUT_HOUR_1"), "HHmmss", CultureInfo.InvariantCulture));

    private byte[] Daily(string query, BrokerFault fault) => _pages.Answer(fault, Symbol(query), Date(query, "FID_INPUT_DATE_1"), Date(query, "FID_INPUT_DATE_2"));

    private IEnumerable<TruthSymbol> Symbols(string query)
    {
        for (var number = 1; Value(query, $"FID_INPUT_ISCD_{number}") is { Length: > 0 } code; number++)
            yield return broker.Market.Find(code);
    }

    private TruthSymbol Symbol(string query) => broker.Market.Find(Value(query, "FID_INPUT_ISCD"));

    private static DateOnly Date(string query, string name) => DateOnly.ParseExact(Value(query, name), "yyyyMMdd", CultureInfo.InvariantCulture);

    // P13: in no second that one cares to choose are there more calls than the limit.
    private void CountCall()
    {
        scheduler.RequireOwnThread("a call");
        _sent.Enqueue(scheduler.Now);
        while (scheduler.Now - _sent.Peek() >= TimeSpan.TicksPerSecond)
            _sent.Dequeue();
        if (_sent.Count > Limit)
            scheduler.Violate($"P13: {process.Name} made {_sent.Count} calls within a second; {Limit} are allowed.");
    }

    private static async Task SilenceAsync(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource();
        using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        await never.Task;
    }

    private static string Value(string query, string name)
    {
        var start = query.IndexOf(name + "=", StringComparison.Ordinal);
        if (start < 0)
            return "";
        start += name.Length + 1;
        var end = query.IndexOf('&', start);
        return end < 0 ? query[start..] : query[start..end];
    }
}
